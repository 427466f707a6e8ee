"""Tables in Markdown, and their places between comments in a file."""

from collections.abc import Iterable, Mapping

DASH = "\N{EN DASH}"  # in cells without a value


def table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    return "\n".join([_line(heads), _line("---" for _ in heads), *map(_line, rows)])


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def percent(share: float, decimals: int = 2) -> str:
    """Return a share as text: 0.0123 -> 1.23 %."""
    return f"{100 * share:.{decimals}f} %"


def mean_sd(values: Mapping[str, float], scale: float = 1, decimals: int = 2, unit: str = "") -> str:
    """Return {"mean", "sd"} as text: 91.97 ± 0.13 %; without "sd", of one run: 91.97 %."""
    spread = f" ± {scale * values['sd']:.{decimals}f}" if "sd" in values else ""
    return f"{scale * values['mean']:.{decimals}f}{spread}{unit}"


def commit_name(commit: str | None) -> str:
    """Return a commit as text, shortened; one that ends in + had changes, None is outside a checkout."""
    if commit is None:
        return "unknown"
    return f"`{commit[:12]}`" + " with uncommitted changes" * commit.endswith("+")


def fill(text: str, tables: Mapping[str, str]) -> str:
    """Return the text with every table {name: Markdown} in its place. Raises ValueError without a place."""
    for name, content in tables.items():
        begin, end = f"<!-- {name}: written by `python -m tools.docs` -->\n", f"<!-- end of {name} -->"
        if begin not in text or end not in text:
            raise ValueError(f"no place for the table '{name}'")
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{content}\n{end}{rest.partition(end)[2]}"
    return text
