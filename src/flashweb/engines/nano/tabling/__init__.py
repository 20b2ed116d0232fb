"""Questions about tables: cells, rows, columns, extremes, sums, orders and filters, exact on what the page shows.

Whatever looks like a table is one: tables of the parsed screen, repeated cards whose labelled values are columns, and
lines that stand in rows under a row of heads.
"""
