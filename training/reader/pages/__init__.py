"""Pages with hand-made questions: drawn in many styles, then read as the server reads them."""
