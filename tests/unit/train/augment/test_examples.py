"""Examples: fast to render, cached under everything they depend on, sampled evenly."""

import math
import time
from dataclasses import replace

import numpy as np
import pytest

from numbre.train.augment import examples, warp
from numbre.train.augment.examples import Examples
from numbre.train.data import datasets
from numbre.train.data.datasets import FIRST_MARK, NOT_A_DIGIT, Dataset
from numbre.train.data.unipen_characters import MARKS
from numbre.train.features import directions, ink
from numbre.train.models.recipe import RECIPES
from tests.fixtures.tiny_data import digits

QUICK = replace(RECIPES["ink"].quick(), sets=("pendigits",), rejects=False)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / name))
    return tmp_path / "numbre" / "rasters"


@pytest.fixture
def pendigits(tiny_data):
    return datasets.load_pendigits(tiny_data, checked=False)


def test_a_hundred_thousand_drawings_take_less_than_three_minutes_of_computing():
    drawings = [drawing for _, drawing in digits()] * 40
    batch = ink.Batch.of(drawings)
    started = time.process_time()  # other work on the machine does not count
    warped, pens = warp.drawings(batch, np.random.default_rng(0))
    ink.render(warped, pens)
    assert (time.process_time() - started) / len(drawings) * 100_000 < 180


def test_a_set_is_rendered_once(cache, pendigits, monkeypatch):
    [(first, labels)] = examples.training_views({"pendigits": pendigits}, QUICK)
    assert first.shape == (QUICK.views, len(labels), 784 * directions.CHANNELS)
    monkeypatch.setattr(directions, "render", None)
    [(again, _)] = examples.training_views({"pendigits": pendigits}, QUICK)
    assert np.array_equal(first, again)
    assert len(list(cache.iterdir())) == 1


def test_another_split_of_a_whole_set_is_not_rendered_again(cache, pendigits, monkeypatch):
    whole = replace(QUICK, limit=0)
    [(first, _)] = examples.training_views({"pendigits": pendigits}, whole)
    monkeypatch.setattr(directions, "render", None)
    swapped = np.where(pendigits.parts == "train", "validation", "train")
    others = replace(pendigits, parts=swapped)
    [(second, labels)] = examples.training_views({"pendigits": others}, whole)
    assert first.shape[1] + second.shape[1] == len(pendigits.labels)
    assert np.array_equal(labels, others.part("train")[1])


def test_other_items_and_other_views_are_rendered_again(cache, pendigits):
    examples.training_views({"pendigits": pendigits}, QUICK)
    examples.unchanged(pendigits, "train")
    examples.unchanged(pendigits, "validation")
    examples.unchanged(pendigits, "validation", limit=5)
    examples.unchanged(pendigits, "validation", channels=directions.CHANNELS)
    assert len(list(cache.iterdir())) == 5


def test_a_damaged_cache_is_rendered_again(cache, pendigits):
    first = examples.unchanged(pendigits, "train").rasters
    [file] = cache.iterdir()
    file.write_bytes(file.read_bytes()[:500])
    assert np.array_equal(examples.unchanged(pendigits, "train").rasters, first)


def test_a_share_of_the_drawings_is_on_paper_and_the_rest_stays_as_it_is(cache, pendigits):
    [(plain, _)] = examples.training_views({"pendigits": pendigits}, replace(QUICK, paper=0.0))
    [(some, _)] = examples.training_views({"pendigits": pendigits}, replace(QUICK, paper=0.4))
    assert len(list(cache.iterdir())) == 2
    plain, some = (views.reshape(-1, 784, directions.CHANNELS) for views in (plain, some))
    changed = (plain != some).any(axis=(1, 2))
    assert changed.mean() == pytest.approx(0.4, abs=0.1)
    level, upright = some[changed][:, :, 1:3], some[changed][:, :, 3:]
    for both in (level, upright):
        assert np.array_equal(both[:, :, 0], both[:, :, 1]), "a scan has no direction"


SEVEN = [[(0, 0), (60, 4), (58, 20), (30, 100)], [(15, 55), (58, 50)]]
LOOP = [[(round(40 + 30 * math.sin(k / 8)), round(50 - 50 * math.cos(k / 8))) for k in range(50)]]
SUMS = {  # of SAMPLE: version of the rendering -> sums_of_rendered()
    2: [
        [6466.1, -308.3, 564.6, 3448.6],
        [-5461.7, -9411.7, -11488.9, -3970.5],
        [32245.0, -8083.9, 13904.2, -14673.6],
        [-62367.1, -7902.8, 33091.6, 16120.1],
        [-9367.9, -53573.4, 12479.5, 14527.8],
        [-539.7, -29345.2, -16836.7, -14292.5],
    ]
}
SAMPLE = [SEVEN, LOOP, [[(3, 3)]], [*SEVEN[:1], *LOOP], [[(0, 0), (0, 90)]]] * 20  # for every random edit


def sums_of_rendered():
    """Return four weighted sums, in steps of 1/255, of every kind of array that the cache holds."""
    drawings = [[np.array(stroke, dtype=float) for stroke in drawing] for drawing in SAMPLE]
    train = np.array(["train"] * len(drawings))
    sample = Dataset("sample", drawings, np.arange(len(drawings)), train, train, "")
    arrays = [255 * examples.unchanged(sample, "train", channels=channels).inputs for channels in (1, 5)]
    for channels, edited, share in ((1, False, 0.0), (5, False, 0.0), (5, True, 0.0), (5, True, 0.5)):
        recipe = replace(QUICK, sets=("sample",), channels=channels, edit_strokes=edited, paper=share)
        arrays += [views for views, _ in examples.training_views({"sample": sample}, recipe)]
    rng = np.random.default_rng(0)
    return [(rng.uniform(-1, 1, (4, array.size)) @ array.ravel()).round(1).tolist() for array in arrays]


def test_a_change_of_rendering_has_a_version_of_its_own(cache):
    """If it fails after a change in train/features or train/augment: raise RENDERING and add its sums.

    Ten units allow for pixels that another machine rounds otherwise.
    """
    assert set(SUMS) == {examples.RENDERING}
    found = sums_of_rendered()
    assert np.allclose(found, SUMS[examples.RENDERING], rtol=0, atol=10), found


def test_a_sample_is_spread_over_the_set():
    some = Examples("some", np.arange(300 * 784).reshape(300, 784), np.arange(300), np.arange(300))
    taken = examples.sample(some, 100)
    assert np.ptp(np.diff(taken.labels)) <= 1
    assert np.array_equal(taken.rasters[:, 0], 784 * taken.labels)
    assert (taken.labels[0], taken.labels[-1], len(taken.labels)) == (0, 299, 100)
    assert len(examples.sample(some, 1000).labels) == 300


def test_negatives_train_and_validate_on_different_people(cache, tiny_data):
    sets, recipe = datasets.load(tiny_data, checked=False, negatives=True), RECIPES["ink"].quick()
    drawn = examples.training_views(sets, recipe)
    assert [set(labels) == {NOT_A_DIGIT} for _, labels in drawn] == [False, False, True, True, False]
    assert set(drawn[-1][1]) <= set(range(FIRST_MARK, FIRST_MARK + len(MARKS))), "marks come last"
    assert [len(views) for views, _ in drawn] == [recipe.views] * 2 + [1] * 3
    without = examples.training_views(sets, replace(recipe, marks=False))
    assert [set(labels) == {NOT_A_DIGIT} for _, labels in without] == [False, False, True, True]
    drawn, synthetic = examples.negative_sets(sets, recipe)
    assert set(drawn.kinds) == {"A", "h", "w", "#"}
    assert set(drawn.sources[drawn.kinds == "A"]) == {"cea", "ceb", "ced"}
    assert set(drawn.sources) == {"cea", "ceb", "ced"}
    assert "h" not in sets["negatives"].kinds[sets["negatives"].chosen("train")], "a kind that never trains"
    assert not set(synthetic.sources) & set(sets["unipen"].part("train")[2])
    assert examples.negative_sets(sets, RECIPES["hello"]) == []


def test_what_is_cut_from_numbers_trains_by_its_label(cache, pendigits):
    labels = np.array([3, NOT_A_DIGIT, FIRST_MARK + 2, 7, NOT_A_DIGIT])
    train = np.full(len(labels), "train")
    context = Dataset("context", pendigits.items[: len(labels)], labels, train, train, "")
    recipe = replace(QUICK, context=True, rejects=True, marks=True, views=4, sets=())
    drawn = examples._context({"context": context}, recipe)
    assert [own.tolist() for _, own in drawn] == [[3, 7], [NOT_A_DIGIT] * 2, [FIRST_MARK + 2]]
    assert [len(views) for views, _ in drawn] == [4, 2, 2]
    drawn = examples._context({"context": context}, replace(recipe, marks=False, rejects=False))
    assert [own.tolist() for _, own in drawn] == [[3, 7]]
