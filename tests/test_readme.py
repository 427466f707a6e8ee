"""The README is true: its figures are the cards', its commands exist, its files are there."""

import re
import shlex
import subprocess

import pytest
from numbre.export.__main__ import _parser as export_parser
from numbre.train.__main__ import _parser as train_parser
from numbre.train.recipe import RECIPES
from numbre.web.__main__ import _parser as serve_parser

from .conftest import ROOT
from .readme import with_table

README = (ROOT / "README.md").read_text()
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
]
PARSERS = {"numbre-train": train_parser, "numbre-export": export_parser, "numbre-serve": serve_parser}


def test_the_figures_are_those_of_the_cards():
    assert with_table(README) == README


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_exists(line):
    command, *words = shlex.split(line)
    if command == "make":
        subprocess.run(["make", "--dry-run", *words], cwd=ROOT, check=True, capture_output=True)
        return
    options = PARSERS[command]().parse_args(words)
    if command == "numbre-train" and options.recipe:
        assert options.recipe in {*RECIPES, "report"}


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_every_linked_file_is_there(path):
    assert (ROOT / path).exists()


def test_there_are_commands_to_try():
    assert len(COMMANDS) >= 8
