"""nano: the embedded screen model. Question -> query program -> exact execution on the lines -> worded, grounded answer."""
