"""Where elements are and what they are."""

from __future__ import annotations

STRIDE = 32
"""Sides of what the network looks at are multiples of this."""
TAPS = ("Add.32", "Add.64", "Add.120", "Add.152")
"""The text detector's inner features at strides 4, 8, 16, 32 (its nodes' names)."""
THINGS = (
    *("button", "link", "textbox", "searchbox", "combobox", "spinbutton", "checkbox", "radio", "switch", "slider"),
    *("tab", "menuitem", "option", "treeitem", "img", "heading", "progressbar", "status", "tooltip"),
)
CONTAINERS = (
    *("cell", "columnheader", "row", "table", "listitem", "list", "card", "article", "alert", "dialog", "menu"),
    *("tablist", "tree", "radiogroup", "form", "search", "navigation", "banner", "main", "complementary"),
    "contentinfo",
)
STATES = (
    *("checked", "mixed", "disabled", "selected", "expanded", "collapsed", "focused", "pressed", "invalid"),
    *("required", "readonly"),
)
