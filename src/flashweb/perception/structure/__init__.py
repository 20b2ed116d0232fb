"""From loose boxes and lines to a screen: tree, names, labels, tables. Geometry alone, so it fits every kit."""

from flashweb.perception.structure.assemble import assemble
from flashweb.perception.structure.cuts import cut_lines
from flashweb.perception.structure.wanted import icons_wanted, lines_needed

__all__ = ["assemble", "cut_lines", "icons_wanted", "lines_needed"]
