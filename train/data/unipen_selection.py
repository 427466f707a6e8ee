"""Which of UNIPEN's files the project uses, by their names and labels, and who wrote each.

The publisher's archive (train_r01_v07) holds ``data/CATEGORY/CONTRIBUTOR/...`` and
``include/CONTRIBUTOR/...``. Of it come, as version 2 of the selection:

- isolated characters (categories 1a to 1d) by the contributors in WHOLE and, of syn, tos and imp, the
  people whom FILES names;
- words (7) by the contributors in WHOLE, and the files with a label made of digits and marks by those
  in BY_LABELS;
- texts (8): the files with such a label by those in BY_LABELS;
- whatever these include, directly or not.
"""

import re
from collections.abc import Collection, Iterable, Mapping

DIGITS, UPPER, LOWER, SYMBOLS, WORDS, TEXTS = "1a", "1b", "1c", "1d", "7", "8"
CHARACTERS = (DIGITS, UPPER, LOWER, SYMBOLS)
_WRITERS_OF_CHARACTERS = ("aga", "apa", "apb", "app", "cea", "ceb", "ced", "ibm", "uqb", "syn", "tos", "imp")
WHOLE = {
    **dict.fromkeys(CHARACTERS, _WRITERS_OF_CHARACTERS),
    WORDS: ("ape", "apc", "att", "cea", "ceb", "cec", "hpb", "par"),
}
BY_LABELS = {
    WORDS: ("lou", "pap", "hpp"),
    TEXTS: ("apa", "apb", "ape", "app", "att", "hpb", "hpp", "scr"),
}
CONTRIBUTORS = tuple(sorted({one for names in (*WHOLE.values(), *BY_LABELS.values()) for one in names}))
FILES = {  # of these contributors, the files with such names
    "syn": re.compile(r"(cam|dg|fwu|jwd|lvh|bek|jab|jel|rcw)[.-]"),
    "tos": re.compile(r"[a-z]\d{3}[02468]"),
    "imp": re.compile(r"imp\d*[02468]\."),
    "hpp": re.compile(r"hpb3-"),
}
LEFT_OUT = "41412304.dat"  # of att
NUMBER_LABEL = re.compile(rb'^\.SEGMENT[^"\n]*"[0-9.,:/$%()+ -]*[0-9][0-9.,:/$%()+ -]*"\s*$', re.MULTILINE)
INCLUDE = re.compile(rb"^\.INCLUDE\s+(\S+)", re.MULTILINE)
MEMBER = re.compile(rf"(?:^|/)((?:data/(?:{'|'.join((*CHARACTERS, WORDS, TEXTS))})|include)/([^/]+)/.+)$")
WRITER = {  # of a file's name without its ending, the part that names the writer; else all of it
    # Apple's files are numbered; nothing tells who wrote which, but neighbours may be by one person
    **dict.fromkeys(("apa", "apb", "apc", "ape", "app"), re.compile(r"\d\d")),
    "syn": re.compile(r"[^.-]+"),
    "tos": re.compile(r"\d{4}"),
    "imp": re.compile(r"\d+"),
    "ibm": re.compile(r"\d\d$"),  # after the session
    "par": re.compile(r"\d*\D+"),  # before the number of the file
    "ced": re.compile(r"[^_]+"),
    "lou": re.compile(r"[^_]+"),
}


def name_of(member: str, contributors: Collection[str] | None = None) -> str:
    """Return the name of an archive's file from ``data/`` or ``include/`` on, "" if it is of no use.

    Of use are the categories above, by these contributors (None: by any).
    """
    found = MEMBER.search(member)
    return found[1] if found and (contributors is None or found[2] in contributors) else ""


def place(name: str) -> tuple[str, str, str]:
    """Return (category, contributor, file name) of ``data/CATEGORY/CONTRIBUTOR/...``, else empty texts."""
    folders = name.split("/")
    return (
        (folders[1], folders[2], folders[-1]) if folders[0] == "data" and len(folders) > 3 else ("", "", "")
    )


def writer(name: str) -> str:
    """Return who wrote a file, such as "tos 1002": its contributor and what its name tells."""
    _, contributor, file = place(name)
    stem = file.rpartition(".")[0] or file
    found = WRITER[contributor].search(stem) if contributor in WRITER else None
    return f"{contributor} {found[0] if found else stem}"


def with_includes(files: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """Return the files with these names, and those that they include, directly or not, if there are such."""
    chosen: dict[str, bytes] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in files and name not in chosen:
            chosen[name] = files[name]
            waiting += [f"include/{word.decode('latin-1')}" for word in INCLUDE.findall(files[name])]
    return chosen


def selected(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the selection among {name: bytes}, with those that they include."""
    return with_includes(files, [name for name, text in files.items() if _is_selected(name, text)])


def _is_selected(name: str, text: bytes) -> bool:
    category, contributor, file = place(name)
    if file == LEFT_OUT or (contributor in FILES and not FILES[contributor].match(file)):
        return False
    if contributor in BY_LABELS.get(category, ()):
        return bool(NUMBER_LABEL.search(text))
    return contributor in WHOLE.get(category, ())
