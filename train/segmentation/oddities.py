"""Marks where numbers do not have them: a text with many of these is hardly what somebody wrote.

Twin of web/page/recognize/oddities.js.
"""

import re

# A slash has one, two or four digits on either side, as in dates; a colon one or two before it and two
# after it, as in times; brackets come in pairs; a dollar sign comes first, a percent sign last; an equals
# sign and a plus stand before a digit; a mark follows another only where one of them is a bracket, or after
# a dollar sign.
_SLASH = re.compile(r"(?:^|\D)(?:\d{1,2}|\d{4})$"), re.compile(r"^(?:\d{1,2}|\d{4})(?!\d)")
_COLON = re.compile(r"(?:^|\D)\d{1,2}$"), re.compile(r"^\d{2}(?!\d)")
_USUAL = re.compile(  # dates, times, telephone numbers, amounts
    r"\d{1,2}/\d{1,2}(/(\d{2}|\d{4}))?\.?|\d{1,2}:\d{2}(:\d{2})?|(\d-)?(\(\d{3}\)|\d{3}-)?\d{3}-\d{4}|"
    r"\$\d{1,3}(,?\d{3})*(\.\d{2})?|\d{1,3}(,\d{3})+(\.\d{2})?|\d+\.\d{1,2}|\d+%"
)
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


def is_usual(text: str) -> bool:
    """Return whether a text has marks and is a date, time, telephone number or amount as most write it."""
    return not text.isdigit() and _USUAL.fullmatch(text) is not None
