"""How well changes between two screenshots are told."""
