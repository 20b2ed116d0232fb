"""nano: the embedded screen model.

Question -> query program -> exact execution on the lines of the screen -> worded, grounded answer.
"""
