"""Marks where numbers do not have them, and where they do.

Twin of web/page/recognize/oddities.js.
"""

import re

# A slash has one, two or four digits on either side, as in dates; a colon one or two before it and two
# after it, as in times; brackets come in pairs; a dollar sign comes first, a percent sign last; an equals
# sign and a plus stand before a digit; a mark follows another only where one of them is a bracket, or after
# a dollar sign.
_SLASH = re.compile(r"(?:^|\D)(?:\d{1,2}|\d{4})$"), re.compile(r"^(?:\d{1,2}|\d{4})(?!\d)")
_COLON = re.compile(r"(?:^|\D)\d{1,2}$"), re.compile(r"^\d{2}(?!\d)")
FORMS = {  # as most people write them
    "date": r"[0-3]?\d/[0-3]?\d/(?:\d{2}|\d{4})\.?|[0-3]?\d-[0-3]?\d-(?:\d{2}|\d{4})",
    "day": r"\d{1,2}/\d{1,2}\.?",
    "time": r"\d{1,2}:\d{2}(?::\d{2})?",
    "phone": r"(?:\d-)?(?:\(\d{3}\)|\d{3}-)?\d{3}-\d{4}",
    "amount": r"\$\d{1,3}(?:,?\d{3})*(?:\.\d{2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?",
    "decimal": r"\d+\.\d{1,2}|\d+%",
}
_FORMS = {name: re.compile(pattern) for name, pattern in FORMS.items()}
_DOUBLE = re.compile(r"[^\d()$][^\d()$]")


def oddities(text: str) -> int:
    """Return how many marks of a text are odd."""
    count = 0
    depth = 0
    for i, one in enumerate(text):
        before, after = text[:i], text[i + 1 :]
        if one == "/":
            count += not (_SLASH[0].search(before) and _SLASH[1].search(after))
        elif one == ":":
            count += not (_COLON[0].search(before) and _COLON[1].search(after))
        elif one == "(":
            depth += 1
        elif one == ")":
            count += depth <= 0 or before.endswith("(")
            depth = max(depth - 1, 0)
        elif one == "$":
            count += before not in ("", "-")
        elif one == "%":
            count += after != "" or before == ""
        elif one in "+=":
            count += not after[:1].isdigit()
    return count + depth + len(_DOUBLE.findall(text))


def form_of(text: str) -> str | None:
    """Return which of FORMS a text has: that of a date, a time and so on; None for any other text."""
    if text.isdigit():
        return None
    return next((name for name, form in _FORMS.items() if form.fullmatch(text)), None)
