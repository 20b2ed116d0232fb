"""Questions that people ask about the pages of tests/pages, and what a right answer to each must hold."""
