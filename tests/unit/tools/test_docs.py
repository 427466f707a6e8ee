"""README and docs are true: tables match sources, commands exist, links lead to files, rooms have rows."""

import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from numbre.cli.__main__ import COMMANDS as SUBCOMMANDS
from numbre.cli.__main__ import parser
from numbre.train.models import networks
from numbre.train.models.recipe import RECIPES
from tests.unit.test_rooms import ORDERS, may_import
from tools.docs import __main__ as docs
from tools.docs.markdown import commit_name, fill
from tools.paths import ROOT
from tools.screenshots import READINGS

READMES = ("web", "locks", "tests/browser/lighthouse", "tools/bench/peers")
FILES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / folder / "README.md" for folder in READMES),
]
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text() for path in FILES}
README_LINES = 100
PICTURE_BYTES = 150_000
OPTIONAL = (
    "seeds",
    "cross_validation",
    "variants",
    "reported",
    "rejection",
    "calibration",
    "marks",
    "read_by",
)
COMMANDS = sorted(
    {
        line.split("#")[0].strip()
        for text in TEXTS.values()
        for block in re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
        for line in block.splitlines()
    }
    | {target for text in TEXTS.values() for target in re.findall(r"`(make [a-z]+)`", text)}
)
LINKS = [
    (name, path) for name, text in TEXTS.items() for path in re.findall(r"\]\((?!https?:)([^)]+)\)", text)
]
WITHOUT_CODE = {"web/page/style"}  # rooms that import nothing
ALWAYS_THERE = {"web/page", "tests"}  # rows beside those of the folders with code
SUFFIXES = {".py", ".js", ".mjs", ".css"}
SKIPPED = {"node_modules", "__pycache__", "site", "peers"}


def test_tables_are_those_of_their_sources():
    for path, contents in docs.tables().items():
        assert fill(path.read_text(), contents) == path.read_text(), f"{path.name}: run python -m tools.docs"


def test_what_was_chosen_on_a_set_stands_beside_its_accuracy():
    _, _, *rows = docs.tables()[ROOT / "README.md"]["accuracy"].splitlines()
    chosen = {row.split(" | ")[0]: row.split(" | ")[-1] for row in rows}
    assert chosen["| scanned: MNIST test"] == "nothing |"
    [ink, *_] = docs.cards()
    drawn = "recipe |" if ink.read_by else "recipe, seed, rejection bias |"
    assert {text for head, text in chosen.items() if "drawn" in head} == {drawn}


def test_tables_do_without_the_optional_parts_of_cards(monkeypatch):
    without = {field: {} if field in ("variants", "calibration") else None for field in OPTIONAL}
    fresh = [replace(card, **without) for card in docs.cards()]
    metrics = {name: replace(row, rejected=None) for name, row in fresh[0].metrics.items()}
    fresh[0] = replace(fresh[0], metrics=metrics)
    monkeypatch.setattr(docs, "cards", lambda: fresh)
    for path, contents in docs.tables().items():
        fill(path.read_text(), contents)
        for content in contents.values():
            rows = [line for line in content.splitlines() if line.startswith("|")]
            assert len({line.count("|") for line in rows}) <= 1
    accuracy, training = (docs.tables()[ROOT / "docs" / f"{name}.md"] for name in ("accuracy", "training"))
    assert accuracy["cross-validation"] == "`ink` has not been cross-validated."
    assert accuracy["calibration"] == "`ink` is not calibrated."
    assert accuracy["marks"] == "`ink` knows no marks."
    assert accuracy["rejection"] == "`ink` rejects nothing: it reads every drawing as a digit."
    assert accuracy["accuracy"].count("| \N{EN DASH} |") == 3
    assert "\N{PLUS-MINUS SIGN}" not in accuracy["networks"] + training["networks"], "one seed each"
    assert "numbre-scaled" not in accuracy["networks"]


def test_a_commit_with_changes_says_so():
    assert commit_name("0123456789abcdef") == "`0123456789ab`"
    assert commit_name("0123456789abcdef+") == "`0123456789ab` with uncommitted changes"
    assert commit_name(None) == "unknown"


def test_a_table_without_a_place_is_an_error():
    with pytest.raises(ValueError, match="no place for the table 'missing'"):
        fill(TEXTS["README.md"], {"missing": ""})


def test_no_place_is_left_empty_and_none_is_left_over():
    for path in FILES:
        named = set(re.findall(r"<!-- ([^>]+?): written by `python -m tools.docs` ", path.read_text()))
        assert named == set(docs.tables().get(path, {})), path.name


def test_pictures_are_small_and_described():
    for name in ("README.md", "docs/accuracy.md"):
        assert re.search(r"!\[[^]]+\]\([^)]*(page|compare)\.png\)", TEXTS[name])
    assert f"with a crossed seven selected: {READINGS.rstrip('.')}" in TEXTS["docs/accuracy.md"]
    assert all((ROOT / "docs" / name).stat().st_size < PICTURE_BYTES for name in ("page.png", "compare.png"))


def test_the_readme_is_short():
    assert len(TEXTS["README.md"].splitlines()) <= README_LINES


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_exists(line):
    words = shlex.split(line)
    command, *words = [words[0].removeprefix(".venv/bin/"), *words[1:]]
    if command == "make":
        subprocess.run(["make", "--dry-run", *words], cwd=ROOT, check=True, capture_output=True)
        assert re.search(rf"^{words[0]}:", (ROOT / "Makefile").read_text(), re.MULTILINE), (
            "a rule, not a folder"
        )
    elif command == "python":
        assert words[0] == "-m"
        names = [word for word in words[1:] if not word.startswith("-")]
        module = names[0].replace(".", "/")
        assert module == "pytest" or any(
            (ROOT / f"{module}{end}").exists() for end in (".py", "/__main__.py")
        )
        assert all((ROOT / name).exists() for name in names[1:])
    elif command == "node":
        is_test = words[0] == "--test"
        assert all(any(ROOT.glob(pattern)) for pattern in (words[1:] if is_test else words[:1]))
    elif command == "dask":
        helped = subprocess.run(
            [Path(sys.executable).with_name("dask"), words[0], "--help"], capture_output=True
        )
        options = {word for word in words if word.startswith("--")}
        assert options <= set(re.findall(r"--[a-z-]+", helped.stdout.decode()))
    else:
        assert command == "numbre"
        assert words[0] in SUBCOMMANDS
        options = parser(words[0]).parse_args(words)
        assert getattr(options, "recipe", None) in {None, *RECIPES}


@pytest.mark.parametrize("target", ["bench", "numbers", "speedrun", "training-in-page"])
def test_measurements_are_kept_when_asked_for(target):
    printed = {
        words: subprocess.run(
            ["make", "--dry-run", target, *words], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        for words in ((), ("KEEP=1",))
    }
    assert f"--json docs/results/{target}.json" in printed[("KEEP=1",)]
    assert "docs/results" not in printed[()]


def test_there_are_commands_to_check():
    assert len(COMMANDS) >= 20
    assert {line.split()[1] for line in COMMANDS if line.startswith("numbre ")} == set(SUBCOMMANDS)


@pytest.mark.parametrize(("name", "link"), LINKS)
def test_every_link_leads_to_a_file_and_a_heading(name, link):
    path, _, heading = link.partition("#")
    target = (ROOT / name).parent / path if path else ROOT / name
    assert target.exists(), link
    if heading:
        titles = re.findall(r"^#+ (.+)$", target.read_text(), flags=re.MULTILINE)
        assert heading in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_room_has_a_row_with_the_rooms_that_it_may_import():
    rows = dict(
        re.findall(
            r"^\| \[`([^`]+)`\]\([^)]+\) \| [^|]+ \| ([^|]*)\|$", TEXTS["docs/architecture.md"], re.MULTILINE
        )
    )
    rooms = {room_of(path) for path in sources()}
    assert set(rows) == rooms | ALWAYS_THERE
    for room in rooms - WITHOUT_CODE:
        known = {other for order in ORDERS for other in order}
        assert expanded(rows[room], known) == {
            other for other in known - {room} if may_import(room, other)
        }, room


def sources():
    """Yield the files of code and style, relative to the root."""
    for top in ("train", "export", "cli", "web", "tools"):
        for path in (ROOT / top).rglob("*"):
            parts = path.relative_to(ROOT).parts
            if path.suffix in SUFFIXES and not SKIPPED & set(parts) and path.name != "__init__.py":
                yield path.relative_to(ROOT)


def room_of(path):
    """Return the folder of a file that is a room: train/NAME, web/build, web/page/NAME, else the top one."""
    depth = {"train": 2, "web": 3}.get(path.parts[0], 1)
    return "/".join(path.parts[:-1][:depth])


def expanded(cell, known):
    """Return the rooms that a cell names; `train/*` stands for all rooms in train."""
    named = set(re.findall(r"`([^`]+)`", cell))
    for pattern in [name for name in named if name.endswith("/*")]:
        named.remove(pattern)
        named |= {room for room in known if room.startswith(pattern[:-1])}
    return named


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras reading .h5
def test_the_older_formats_are_saved_and_loaded_again(tmp_path):
    [snippet] = re.findall(r"```python\n(.*?)```", TEXTS["docs/training.md"], flags=re.DOTALL)
    names = ("hello", "numbre")
    for name in names:
        (tmp_path / "runs" / name).mkdir(parents=True)
        networks.build(RECIPES[name]).save(tmp_path / "runs" / name / "model.keras")
    both = "\n".join(snippet.replace("hello", name) for name in names)
    subprocess.run([sys.executable, "-c", both], cwd=tmp_path, check=True)
    rasters = np.random.default_rng(0).random((4, 784)).astype("float32")
    for name in names:
        network = keras.models.load_model(tmp_path / "runs" / name / "model.keras")
        again = [keras.models.model_from_json((tmp_path / f"{name}.json").read_text())]
        again[0].load_weights(tmp_path / f"{name}.weights.h5")
        if name == "hello":
            again.append(keras.models.load_model(tmp_path / f"{name}.h5", compile=False))
        for other in again:
            assert np.array_equal(other.predict(rasters, verbose=0), network.predict(rasters, verbose=0))
