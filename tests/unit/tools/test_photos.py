"""The photos that tests read are those that the tool makes."""

import io

import numpy as np
from PIL import Image

from tools import photos
from tools.bench import odd_pictures


def test_the_committed_photos_are_made_by_the_tool():
    made = photos.fixtures()
    committed = {path.stem: path.read_bytes() for path in photos.PHOTOS.glob("*.jpg")}
    assert made.keys() == committed.keys() == photos.FIXTURES.keys()
    for name, file in made.items():
        assert len(committed[name]) < 16_000
        got, expected = (
            np.asarray(Image.open(io.BytesIO(one)), dtype=float) for one in (file, committed[name])
        )
        assert got.shape == expected.shape, name
        assert np.abs(got - expected).mean() < 0.5, (
            name
        )  # versions of JPEG's codec differ by a grey here and there


def test_a_photo_shows_ink_of_the_look_on_paper_of_the_look():
    writers = photos.digits_of_writers()
    rng = np.random.default_rng(0)
    look = photos.Look(shadow=0.0, noise=0.0, texture=0.0)
    picture = np.asarray(photos.photo(photos.written(writers[5], ["8"], rng), look, rng))
    brightest, darkest = np.percentile(picture.mean(axis=2), (99, 0.1)) / 255
    assert abs(brightest - np.mean(look.paper)) < 0.08
    assert darkest < 0.3


def test_odd_pictures_are_the_same_for_the_same_seed_and_show_the_digits_that_they_name():
    writers = photos.digits_of_writers()
    for make in (
        lambda rng: odd_pictures.touching(writers[5], 2, rng),
        lambda rng: odd_pictures.cheque(writers[5], rng),
    ):
        (text, picture), (_, again) = (make(np.random.default_rng(3)) for _ in range(2))
        assert text.isdigit()
        assert 2 <= len(text) <= 7
        assert picture.tobytes() == again.tobytes()
        assert np.ptp(np.asarray(picture.convert("L"))) > 80, "ink"
    for name in odd_pictures.TEXTURES:
        assert odd_pictures.texture(name, np.random.default_rng(0)).size == (360, 270)
