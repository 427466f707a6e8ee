"""The table of pictures, from the results of `python -m tools.bench.pictures`."""

from numbre.train.evaluation.metrics import wilson_interval
from tools.docs.markdown import commit_name, percent, table
from tools.results import Pictures

TITLES = {
    "pasted scans": "MNIST's digits at four times their size, on grey paper with a shadow",
    "plain": "a number on paper, 1 to 4 digits",
    "shadow": "the same in a dark shadow",
    "ruled": "on ruled paper",
    "squared": "by blue pen on squared paper",
    "pencil": "in pencil",
    "blue pen": "by a thin blue pen",
    "turned": "turned by up to 8 degrees, at an angle",
    "blurred": "blurred, with noise",
    "chalk": "in chalk on a blackboard",
    "cheque": "an amount of 3 to 7 digits on a patterned ground",
    "small cheque": "the same, digits 34 pixels high",
    "desk": "with the edge of the paper and the desk",
    "felt pen": "by a thick felt pen",
    "several lines": "two lines of 1 to 4 digits",
    "touching pairs": "two digits that touch or overlap by up to 15 % of their width",
    "touching triples": "three such digits",
    "cut-out amount": "the digits of an amount cut out of a cheque, on guilloche, hatching or print",
    "one digit": "one digit by any pen, in uneven light, at times with the table in view",
    "no number": "textures, foliage and printed text, of which no number is to be read",
}


def table_of(result: Pictures) -> str:
    """Return how many pictures of each kind are read exactly, with intervals."""
    rows = []
    for name, title in TITLES.items():
        if name not in result.sets:
            continue
        one = result.sets[name]
        low, high = (100 * bound for bound in wilson_interval(one.exact, one.n))
        rows.append(
            (title, f"{one.n:,}", percent(one.exact / one.n, 1), f"{low:.1f}-{high:.1f} %", f"{one.ms:.0f}")
        )
    return table(("pictures", "n", "read exactly", "95 % interval", "ms, median"), rows)


def provenance(result: Pictures) -> str:
    """Return sentences: large pictures, command, browser and commit."""
    slow = ", ".join(f"{ms:,.0f} ms at {rate}x" for rate, ms in result.large_ms.items() if rate != "1")
    return (
        f"A photo of 12 megapixels takes {result.large_ms['1']:,.0f} ms, with the page's CPU slowed {slow}. "
        f"Written by `python -m tools.bench.pictures`, seed {result.seed}, MNIST's {result.part} part, in "
        f"Chromium {result.chromium}, commit {commit_name(result.commit)}."
    )
