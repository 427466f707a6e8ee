"""numbre explore: pictures of the data, and one sentence for a missing digit or image."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from numbre.train.lib import screen
from numbre.train.plots.explore import matrix, one_hot

PICTURES = ["digit-7", "drawings", "first-four", "image-2", "labels", "numbers-2", "sample"]


@pytest.fixture(scope="module")
def explored(numbre, tiny_data, tmp_path_factory):
    out = tmp_path_factory.mktemp("explore") / "pictures"
    words = ("--digit", "7", "--index", "2", "--no-open", "--unchecked", "--data", tiny_data, "--out", out)
    done = numbre("explore", *words)
    assert done.returncode == 0, done.stderr
    return out, done


def test_every_picture_is_written_as_png_and_svg(explored):
    out, _ = explored
    assert sorted(path.stem for path in out.glob("*.png")) == PICTURES
    for name in PICTURES:
        assert (out / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert ElementTree.parse(out / f"{name}.svg").getroot().tag.endswith("svg")


def test_the_page_of_pictures_has_captions(explored):
    page = (explored[0] / "index.html").read_text()
    assert page.count("<img ") == len(PICTURES)
    assert 'alt=""' not in page
    assert "7, 7, 7" in page


def test_the_numbers_of_one_image_are_printed(explored, tiny_data):
    out, done = explored
    with np.load(tiny_data / "mnist.npz") as file:
        image, label = file["x_train"][2], file["y_train"][2]
    assert matrix(image) in done.stdout
    assert f"Its label {label}, one-hot: {' '.join(map(str, one_hot(label)))}" in done.stdout
    assert f"pictures are together in {out / 'index.html'}" in done.stderr


def test_a_matrix_has_a_number_for_each_pixel():
    image = np.arange(784).reshape(28, 28) % 256
    assert [int(number) for number in matrix(image).split()] == image.ravel().tolist()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--digit", "12"), "--digit 12 is not a digit"),
        (("--digit", "-1"), "--digit -1 is not a digit"),
        (("--index", "100000"), "--index 100000 is out of range; MNIST's training part has 0 to"),
        (("--index", "-1"), "--index -1 is out of range"),
        (("more",), "unrecognized arguments: more"),
        (("--seed", "-3"), "argument --seed: expected a whole number, 0 or more, got '-3'"),
    ],
)
def test_a_missing_digit_or_image_is_reported(numbre, tiny_data, tmp_path, words, message):
    out = tmp_path / "pictures"
    done = numbre("explore", *words, "--unchecked", "--data", tiny_data, "--out", out)
    assert done.returncode == 2
    assert message in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert not out.exists()


@pytest.mark.parametrize(("display", "opened"), [("", 0), (":0", 1)])
def test_pictures_are_opened_where_there_is_a_screen(monkeypatch, tmp_path, capsys, display, opened):
    pages = []
    monkeypatch.setattr(screen.sys, "platform", "linux")
    monkeypatch.setattr(screen.webbrowser, "open", lambda page: pages.append(page) or True)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    screen.show(tmp_path / "index.html")
    assert len(pages) == opened
    assert ("There is no screen here" in capsys.readouterr().err) == (not opened)
