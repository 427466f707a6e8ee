"""Writing styles: drawings of a style match its rule."""

import numpy as np
import pytest

from numbre.export.golden_drawings import golden_drawings
from numbre.train.evaluation.writing_styles import errors_by_style
from numbre.train.results.metrics import Counts


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("0-slashed", "0 slashed or in several strokes"),
        ("1", "1 a plain line"),
        ("1-flagged", "1 flagged"),
        ("1-footed", "1 footed, or flag and foot"),
        ("4-open", "4 in two strokes"),
        ("4-closed", "4 in one stroke, closed"),
        ("5", "5 with a separate hat"),
        ("5-one-stroke", "5 in one stroke"),
        ("7", "7 plain"),
        ("7-crossed", "7 crossed"),
    ],
)
def test_a_style_is_recognized(name, style):
    drawing = [np.array(stroke) for stroke in golden_drawings()[f"digit {name}"]]
    found = errors_by_style([drawing] * 3, np.full(3, int(name[0])), np.array([True, False, False]))
    assert found[style] == Counts(3, 1)
    assert [other for other in found if other[0] == name[0]] == [style]


def test_a_style_without_drawings_has_no_row():
    line = [np.array([[0, 0], [0, 100]])]
    assert set(errors_by_style([line], np.array([1]), np.array([False]))) == {
        "1 a plain line",
        "any, of few points",
    }
