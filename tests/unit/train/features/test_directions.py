"""Channels: the raster and the direction maps."""

from itertools import pairwise

import numpy as np
import pytest

from numbre.export.golden_drawings import golden_drawings
from numbre.train.features import directions, ink

LINE = [[0, 0], [0, 100]]


def by_direction(drawing):
    """Return the four direction maps of a drawing: {name: [28, 28]}."""
    seen = directions.channels(drawing).reshape(ink.FRAME, ink.FRAME, directions.CHANNELS)
    return dict(zip(directions.NAMES[1:], np.moveaxis(seen, 2, 0)[1:], strict=True))


def test_the_first_channel_is_the_raster():
    for drawing in golden_drawings().values():
        seen = directions.channels(drawing).reshape(-1, directions.CHANNELS)
        assert np.array_equal(seen[:, 0], ink.rasterize(drawing))


@pytest.mark.parametrize(
    ("way", "line"),
    [
        ("right", [[0, 0], [100, 0]]),
        ("left", [[100, 0], [0, 0]]),
        ("down", LINE),
        ("up", LINE[::-1]),
    ],
)
def test_a_line_is_in_the_map_of_its_direction_alone(way, line):
    seen = by_direction([line])
    assert np.allclose(seen.pop(way).ravel(), ink.rasterize([line]), atol=1e-6)
    assert not any(one.any() for one in seen.values())


def test_a_slanted_line_is_shared_by_its_two_directions():
    seen = by_direction([[[0, 0], [60, 80]]])
    assert seen["right"].max() == pytest.approx(0.6, abs=1e-6)
    assert seen["down"].max() == pytest.approx(0.8, abs=1e-6)


def test_a_line_drawn_back_and_forth_is_in_both_maps():
    seen = by_direction([[[0, 0], [0, 100], [0, 0]]])
    assert np.allclose(seen["up"], seen["down"], atol=1e-6)
    assert seen["up"].max() > 0.99


def test_the_order_of_strokes_does_not_matter_but_their_direction_does():
    four = golden_drawings()["digit 4-open"]
    assert np.allclose(directions.channels(four), directions.channels(four[::-1]), atol=1e-6)
    backwards = [stroke[::-1] for stroke in four]
    assert np.array_equal(ink.rasterize(four), ink.rasterize(backwards))
    assert np.allclose(by_direction(four)["up"], by_direction(backwards)["down"], atol=1e-6)


def test_more_points_on_the_same_path_change_nothing():
    corners = np.array([[0, 0], [80, 10], [30, 140]], dtype=float)
    corners = np.concatenate([np.linspace(*pair, 17) for pair in pairwise(corners)])
    dense = np.concatenate([np.linspace(*pair, 50) for pair in pairwise(corners)])
    assert np.allclose(directions.channels([corners]), directions.channels([dense]), atol=1e-6)


def test_a_dot_and_a_blank_have_no_direction():
    for drawing in ([[[5, 5]]], [[[5, 5], [5, 5]]], [], [[]]):
        assert not any(one.any() for one in by_direction(drawing).values())


def test_a_scan_shows_the_slope_of_its_strokes_and_both_directions_along_them():
    slanted = [[0, 0], [70, 100]]
    for line, level in ((LINE, 0), ([[0, 0], [100, 0]], 1), (slanted, 0.7**2 / (1 + 0.7**2))):
        raster = ink.rasterize([line])
        seen = directions.from_rasters(raster[None]).reshape(784, directions.CHANNELS)
        assert np.array_equal(seen[:, 0], raster)
        assert np.array_equal(seen[:, 1], seen[:, 2])
        assert np.array_equal(seen[:, 3], seen[:, 4])
        middle = seen.reshape(ink.FRAME, ink.FRAME, directions.CHANNELS)[13:15, 13:15].reshape(
            -1, directions.CHANNELS
        )
        assert middle[:, 1] ** 2 / middle[:, 0] ** 2 == pytest.approx(level, abs=0.05)
        assert np.allclose(seen[:, 1] ** 2 + seen[:, 3] ** 2, seen[:, 0] ** 2, atol=1e-5)
    assert not directions.from_rasters(np.zeros((2, 784))).any()


def test_values_are_shares_of_ink_whatever_is_drawn():
    for name, drawing in golden_drawings().items():
        seen = directions.channels(drawing).reshape(-1, directions.CHANNELS)
        assert seen.min() >= 0, name
        assert (seen[:, 1:] <= seen[:, :1] + 0.2).all(), name  # corners are cut by the pieces


def test_a_batch_is_rendered_like_each_drawing_alone():
    drawings = list(golden_drawings().values())
    together = directions.render(ink.Batch.of(drawings))
    for one, drawing in zip(together, drawings, strict=True):
        assert np.allclose(one, directions.channels(drawing), atol=1e-6)


def test_a_network_of_one_channel_gets_the_raster():
    batch = ink.Batch.of([[LINE]])
    assert np.array_equal(directions.network_inputs(batch, 1), ink.render(batch))
    assert np.array_equal(directions.network_inputs(batch, directions.CHANNELS), directions.render(batch))
    assert directions.channels_of(1) == directions.Channels(("ink",))
    assert directions.channels_of(directions.CHANNELS).names == ("ink", "right", "left", "down", "up")
