"""The raster contract, against a slow independent computation and its own definition."""

import numpy as np
import pytest

from numbre.export.golden_drawings import golden_drawings, hostile_drawings
from numbre.train.features import ink

RNG = np.random.default_rng(5)
DRAWINGS = golden_drawings()


def box(image):
    rows, columns = np.nonzero(image)
    return columns.min(), rows.min(), columns.max(), rows.max()


def mass(image):
    centres = np.arange(28) + 0.5
    return np.array([image.sum(0) @ centres, image.sum(1) @ centres]) / image.sum()


def slow_coverage(strokes, pen):
    """Every pixel against every segment, one by one: what the contract says, word for word."""
    image = np.zeros((28, 28))
    for row in range(28):
        for column in range(28):
            centre = np.array([column + 0.5, row + 0.5])
            nearest = np.inf
            for stroke in strokes:
                ends = stroke[1:] if len(stroke) > 1 else stroke
                for a, b in zip(stroke, ends, strict=False):
                    length2 = max(np.dot(b - a, b - a), 1e-300)
                    along = min(1, max(0, np.dot(centre - a, b - a) / length2))
                    nearest = min(nearest, np.linalg.norm(centre - a - along * (b - a)))
            image[row, column] = min(1, max(0, pen / 2 + 0.5 - nearest))
    return image


def slow_curve(stroke):
    """Barry and Goldman's pyramid, point by point: another way to the same curve."""
    points = list(stroke)
    found = [points[0]]
    for i in range(len(points) - 1):
        p1, p2 = points[i], points[i + 1]
        length = np.linalg.norm(p2 - p1)
        steps = int(np.ceil(length)) if length > 2 else 1
        p0 = points[i - 1] if i > 0 else None
        p3 = points[i + 2] if i + 2 < len(points) else None
        for step in range(1, steps):
            found.append(pyramid(p0, p1, p2, p3, step / steps))
        found.append(p2)
    return np.array(found)


def pyramid(p0, p1, p2, p3, part):
    if p0 is None and p3 is None:
        return p1 + part * (p2 - p1)
    if p0 is None:
        return pyramid(p3, p2, p1, None, 1 - part)
    t1 = np.linalg.norm(p1 - p0) ** 0.5
    t2 = t1 + np.linalg.norm(p2 - p1) ** 0.5
    t = t1 + part * (t2 - t1)
    a1 = p0 + (p1 - p0) * t / t1
    a2 = p1 + (p2 - p1) * (t - t1) / (t2 - t1)
    b1 = a1 + (a2 - a1) * t / t2
    if p3 is None:
        return b1
    t3 = t2 + np.linalg.norm(p3 - p2) ** 0.5
    a3 = p2 + (p3 - p2) * (t - t2) / (t3 - t2)
    b2 = a2 + (a3 - a2) * (t - t1) / (t3 - t1)
    return b1 + (b2 - b1) * (t - t1) / (t2 - t1)


def slow_raster(drawing, pen=ink.PEN):
    strokes = [np.array(stroke, dtype=float)[:, :2] for stroke in drawing]
    points = np.concatenate(strokes)
    low, high = points.min(0), points.max(0)
    extent = (high - low).max()
    scale = (20 - pen) / extent if extent > 1e-9 else 0
    strokes = [slow_curve((stroke - (low + high) / 2) * scale + 14) for stroke in strokes]
    points = np.concatenate(strokes)
    low, high = points.min(0), points.max(0)
    scale = (20 - pen) / (high - low).max() if extent > 1e-9 else 0
    strokes = [(stroke - (low + high) / 2) * scale + 14 for stroke in strokes]
    shift = 14 - mass(slow_coverage(strokes, pen))
    return slow_coverage([stroke + shift for stroke in strokes], pen)


@pytest.mark.parametrize(
    "name",
    ["digit 5", "digit 4-open, slanted", "one dot", "two dots", "horizontal line", "rectangle", "zigzag"],
)
def test_the_raster_follows_the_contract(name):
    fast = ink.rasterize(DRAWINGS[name]).reshape(28, 28)
    assert np.abs(fast - slow_raster(DRAWINGS[name])).max() < 1e-6


@pytest.mark.parametrize("name", [name for name in DRAWINGS if "empty" not in name])
def test_every_raster_has_ink_between_nothing_and_one(name):
    raster = ink.rasterize(DRAWINGS[name])
    assert raster.dtype == np.float32
    assert raster.shape == (784,)
    assert raster.min() >= 0
    assert 0.5 < raster.max() <= 1


@pytest.mark.parametrize("drawing", [[], [[]], [[], []]])
def test_a_blank_drawing_has_a_blank_raster(drawing):
    assert not ink.rasterize(drawing).any()


def test_the_centre_of_mass_is_in_the_middle():
    for name, drawing in DRAWINGS.items():
        raster = ink.rasterize(drawing).reshape(28, 28).astype(float)
        if raster.any() and not (raster[[0, -1]].any() or raster[:, [0, -1]].any()):  # not cut by the frame
            assert np.abs(mass(raster) - 14).max() < 0.1, name


def test_the_longer_side_of_the_ink_is_twenty_pixels():
    for name in ("digit 1", "digit 0", "rectangle"):
        left, top, right, bottom = box(ink.rasterize(DRAWINGS[name]).reshape(28, 28) > 0.02)
        assert max(right - left, bottom - top) + 1 in (20, 21), name  # 21 where it lies between pixels


def test_one_dot_is_a_dot_as_wide_as_the_pen():
    image = ink.rasterize([[[120, 80]]]).reshape(28, 28)
    assert image.sum() == pytest.approx(np.pi * (ink.PEN / 2) ** 2, rel=0.1)
    left, top, right, bottom = box(image)
    assert right - left <= 3
    assert bottom - top <= 3


@pytest.mark.parametrize("scale", [1e-3, 1, 1e3, 1e9])
@pytest.mark.parametrize("shift", [0, -40, 1e4])
def test_size_and_place_do_not_change_the_raster(scale, shift):
    drawing = DRAWINGS["digit 5"]
    moved = [[[(x + shift) * scale, (y - shift) * scale] for x, y in stroke] for stroke in drawing]
    assert np.abs(ink.rasterize(moved) - ink.rasterize(drawing)).max() < 1e-4


def test_more_points_on_the_same_line_change_nothing():
    line = [[[0, 0], [100, 37]]]
    many = [[[100 * i / 99, 37 * i / 99] for i in range(100)]]
    assert np.abs(ink.rasterize(line) - ink.rasterize(many)).max() < 1e-5


def test_the_order_and_direction_of_strokes_change_nothing():
    drawing = DRAWINGS["digit 4-open"]
    turned = [stroke[::-1] for stroke in drawing[::-1]]
    assert np.abs(ink.rasterize(turned) - ink.rasterize(drawing)).max() < 1e-6


def test_times_are_not_coordinates():
    timed = [[[x, y, 7 * i] for i, (x, y) in enumerate(stroke)] for stroke in DRAWINGS["digit 2"]]
    assert np.array_equal(ink.rasterize(timed), ink.rasterize(DRAWINGS["digit 2"]))


def test_a_batch_gives_what_its_drawings_give_alone():
    drawings = list(DRAWINGS.values())
    together = ink.render(ink.Batch.of(drawings))
    for raster, drawing in zip(together, drawings, strict=True):
        assert np.abs(raster - ink.rasterize(drawing)).max() < 1e-6


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_coordinate_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        ink.rasterize([[[0, 0], [1, value]]])


def test_there_are_enough_hostile_drawings():
    assert len(hostile_drawings()) >= 20
    assert len(DRAWINGS) >= 60
    assert max(len(stroke) for drawing in DRAWINGS.values() for stroke in drawing) >= 10_000


def test_scans_keep_their_pixels():
    images = RNG.integers(0, 256, (3, 28, 28)).astype(np.uint8)
    assert np.array_equal(np.rint(ink.scans(images) * 255).reshape(3, 28, 28), images)
    with pytest.raises(ValueError, match="uint8"):
        ink.scans(images / 255)
