"""The trained reader: what a question asks for, and which lines of a page answer it."""
