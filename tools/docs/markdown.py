"""Tables in Markdown, and their places between comments in a file."""

from collections.abc import Iterable, Mapping

from numbre.train.results.comparisons import Spread

DASH = "\N{EN DASH}"  # in cells without a value


def table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    return "\n".join([_line(heads), _line("---" for _ in heads), *map(_line, rows)])


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def percent(share: float, decimals: int = 2) -> str:
    """Return a share as text: 0.0123 -> 1.23 %."""
    return f"{100 * share:.{decimals}f} %"


def mean_sd(value: Spread | float, scale: float = 1, decimals: int = 2, unit: str = "") -> str:
    """Return mean and standard deviation as text: 91.97 ± 0.13 %; of one run its value: 91.97 %."""
    if not isinstance(value, Spread):
        return f"{scale * value:.{decimals}f}{unit}"
    return f"{scale * value.mean:.{decimals}f} ± {scale * value.sd:.{decimals}f}{unit}"


def commit_name(commit: str | None) -> str:
    """Return a commit as text, shortened; one that ends in + had changes, None is outside a checkout."""
    if commit is None:
        return "unknown"
    return f"`{commit[:12]}`" + " with uncommitted changes" * commit.endswith("+")


def fill(text: str, tables: Mapping[str, str], command: str = "python -m tools.docs") -> str:
    """Return the text with every table {name: Markdown} in its place. Raises ValueError without a place."""
    for name, content in tables.items():
        begin, end = f"<!-- {name}: written by `{command}` -->\n", f"<!-- end of {name} -->"
        if begin not in text or end not in text:
            raise ValueError(f"no place for the table '{name}'")
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{content}\n{end}{rest.partition(end)[2]}"
    return text
