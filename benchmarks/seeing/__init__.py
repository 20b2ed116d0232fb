"""How well screens are seen: what the parser finds in a picture against what the page's DOM says is there.

    page.py      truth as the data engine writes it, and what a parser found, in one shape
    matching.py  which found element stands for which true one
    scoring.py   counts of one page: elements, roles, states (plain tuples are enough), names, icons, tables, labels
    figures.py   counts of many pages to shares with 95 % intervals, whole and by kit, language and role
    parsing.py   the real parser over a data set;  report.py, web.py, gallery.py  the results for people
    speed.py     time of a parse, beside rapidocr's full reading;  contract.py  the pictures of the contract suite

`python -m benchmarks.seeing --data DIR` measures, `python -m benchmarks.seeing.speed` times.
"""
