"""Curves through points: they keep the points, bend where strokes turn, and follow the golden vectors."""

import numpy as np
import pytest

from numbre.train.features.curve import DENSE, STEP, curve

CORNER = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 12.0)])


def of_strokes(*strokes):
    """Return the curve through all of the strokes."""
    stroke = np.repeat(np.arange(len(strokes)), [len(one) for one in strokes])
    return curve(np.concatenate(strokes).astype(float), stroke)


def circle(count, radius=10.0):
    angle = np.linspace(0, 1.5 * np.pi, count)
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


def test_every_point_stays_and_says_where_its_part_begins():
    found = of_strokes(CORNER, circle(5))
    points = np.concatenate([CORNER, circle(5)])
    first = np.flatnonzero(np.diff(found.of, prepend=-1))
    assert np.array_equal(found.points[first], points)
    assert np.array_equal(found.of[first], np.arange(len(points)))
    assert (np.diff(found.of) >= 0).all()


def test_points_are_added_only_where_neighbours_are_far_apart():
    dense = np.column_stack([np.arange(0, 20, DENSE), np.zeros(10)])
    assert np.array_equal(of_strokes(dense).points, dense)
    [begin, *middle, end] = of_strokes([(0, 0), (10, 0)]).points
    assert len(middle) == 10 / STEP - 1
    assert np.allclose(np.array([begin, *middle, end])[:, 1], 0), "two points are joined by a line"


def test_nothing_joins_two_strokes():
    apart = of_strokes([(0, 0), (10, 0)], [(100, 50), (110, 50)])
    assert np.array_equal(apart.points[:, 1], np.where(apart.of < 2, 0, 50))


def test_few_points_of_a_circle_give_almost_a_circle():
    found = of_strokes(circle(7)).points
    assert np.abs(np.hypot(*found.T) - 10).max() < 0.4
    straight = of_strokes(circle(4)[:2]).points
    assert np.hypot(*straight.T).min() < 8, "two points do not bend"


def test_a_curve_has_one_direction_at_a_point_of_its_own():
    found = of_strokes(CORNER)
    at = int(np.flatnonzero(found.of == 1)[0])
    before, after = found.points[at] - found.points[at - 1], found.points[at + 1] - found.points[at]
    turn = np.degrees(np.arctan2(*after[::-1]) - np.arctan2(*before[::-1]))
    assert 0 < turn < 30, "the corner of 90 degrees is rounded"


@pytest.mark.parametrize("points", [[(3, 3)], [(3, 3)] * 4, [(0, 0), (0, 0), (9, 0), (9, 0), (9, 9)]])
def test_points_on_one_place_give_no_direction(points):
    assert np.isfinite(of_strokes(points).points).all()


@pytest.mark.parametrize("seed", range(5))
def test_turning_and_moving_a_drawing_turns_and_moves_its_curve(seed):
    random = np.random.default_rng(seed)
    points, shift = random.uniform(0, 60, (8, 2)), random.uniform(-50, 50, 2)
    turned = (points @ [[0, 1], [-1, 0]]) + shift
    assert of_strokes(turned).points == pytest.approx(of_strokes(points).points @ [[0, 1], [-1, 0]] + shift)
    back = of_strokes(points[::-1]).points[::-1]
    assert back == pytest.approx(of_strokes(points).points, abs=1e-9)
