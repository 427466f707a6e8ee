"""Tables for the terminal, laid out by rich."""

import io

from rich import box
from rich.console import Console
from rich.table import Table

WIDEST = 200  # characters; where a table is read is not known when it is made


def table(header, rows):
    """Return lines of text: a header, then rows of strings; the first column to the left, others right."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, title in enumerate(header):
        made.add_column(title, justify="right" if place else "left", no_wrap=True)
    for row in rows:
        made.add_row(*row)
    console = Console(file=io.StringIO(), width=WIDEST, color_system=None, markup=False, highlight=False)
    console.print(made)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())
