"""The README is true: its figures are the cards', its commands exist, its files are there."""

import re
import shlex
import subprocess
import sys

import keras
import numpy as np
import pytest

from numbre.export.__main__ import _parser as export_parser
from numbre.train.models import networks
from numbre.train.models.recipe import RECIPES
from numbre.train.options import parser as train_parser
from numbre.web.__main__ import _parser as serve_parser
from tools.docs.__main__ import tables
from tools.docs.markdown import filled
from tools.paths import ROOT

README = (ROOT / "README.md").read_text()
BOTH = README + (ROOT / "train" / "README.md").read_text()
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", BOTH, flags=re.DOTALL)
    for line in block.splitlines()
]
PARSERS = {"numbre-train": train_parser, "numbre-export": export_parser, "numbre-serve": serve_parser}


def test_the_figures_are_those_of_the_cards():
    for path, made in tables().items():
        assert filled(path.read_text(), made) == path.read_text()


def test_a_table_without_a_place_is_told():
    with pytest.raises(ValueError, match="no place for the table 'none'"):
        filled(README, {"none": ""})


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_exists(line):
    command, *words = shlex.split(line)
    if command == "make":
        subprocess.run(["make", "--dry-run", *words], cwd=ROOT, check=True, capture_output=True)
        return
    options = PARSERS[command]().parse_args(words)
    if command == "numbre-train" and options.what:
        assert options.what in {*RECIPES, "report", "explore", "ideas"}


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_every_linked_file_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras reading .h5
@pytest.mark.parametrize("name", ["hello", "numbre"])
def test_the_older_formats_are_saved_and_loaded_again(name, tmp_path):
    [snippet] = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    out = tmp_path / "runs" / name
    out.mkdir(parents=True)
    networks.build(RECIPES[name]).save(out / "model.keras")
    subprocess.run([sys.executable, "-c", snippet.replace("hello", name)], cwd=tmp_path, check=True)
    network = keras.models.load_model(out / "model.keras")
    again = [keras.models.model_from_json((tmp_path / f"{name}.json").read_text())]
    again[0].load_weights(tmp_path / f"{name}.weights.h5")
    if name == "hello":
        again.append(keras.models.load_model(tmp_path / f"{name}.h5", compile=False))
    rasters = np.random.default_rng(0).random((4, 784)).astype("float32")
    for other in again:
        assert np.array_equal(other.predict(rasters, verbose=0), network.predict(rasters, verbose=0))


def test_there_are_commands_to_try():
    assert len(COMMANDS) >= 8
