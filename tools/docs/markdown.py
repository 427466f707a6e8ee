"""Tables in Markdown, and their places between comments in a file."""


def table(heads, rows):
    """Return lines of a Markdown table."""
    return "\n".join([line(*heads), line(*["---"] * len(heads)), *(line(*row) for row in rows)])


def line(*cells):
    """Return one line of a Markdown table."""
    return "| " + " | ".join(map(str, cells)) + " |"


def percent(share, decimals=2):
    """Return a share as text: 0.0123 -> 1.23 %."""
    return f"{100 * share:.{decimals}f} %"


def filled(text, tables):
    """Return the text with every table {name: Markdown} in its place."""
    for name, made in tables.items():
        begin, end = f"<!-- {name}: written by `python -m tools.docs` -->\n", f"<!-- end of {name} -->"
        if begin not in text or end not in text:
            raise ValueError(f"no place for the table '{name}'")
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{made}\n{end}{rest.partition(end)[2]}"
    return text
