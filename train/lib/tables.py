"""Tables for the terminal, laid out by rich."""

import io
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[str]]]  # header, rows

WIDEST = 200  # characters; where a table is read is not known when it is made


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return lines of text: a header, then rows of strings; the first column to the left, others right."""
    made = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, title in enumerate(header):
        made.add_column(title, justify="right" if place else "left", no_wrap=True)
    for row in rows:
        made.add_row(*row)
    text = io.StringIO()
    console = Console(file=text, width=WIDEST, color_system=None, markup=False, highlight=False)
    console.print(made)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())
