"""Pictures on their way in: checked before they are decoded, named by content, kept within a budget."""
