"""Learning a hand, in Python: the twin of the page's, and what is measured."""

import json

import numpy as np
import pytest

from tests.fixtures import hand as fixture
from tools.hand.adapt import FAR, NEAR, Hand, describe
from tools.hand.measure import Tally, by_writer, calibration_error, log_loss
from tools.hand.reading import Read
from tools.results import HandLearning, committed


def test_the_fixture_is_what_python_computes():
    made = fixture.made()
    assert json.loads(fixture.PATH.read_text()) == made
    descriptions, count = np.array(made["descriptions"]), len(made["labels"])
    nearest = (descriptions[count:] @ descriptions[:count].T).max(axis=1)
    assert {int(np.digitize(likeness, [FAR, NEAR])) for likeness in nearest} == {0, 1, 2}


def test_descriptions_have_length_one_and_their_products_are_likenesses():
    rng = np.random.default_rng(0)
    inputs = rng.random((3, 784 * 5)).astype(np.float32)
    found = describe(rng.random((3, 304)), inputs)
    assert found.shape == (3, 304 + 7 * 7 * 5)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1)
    assert ((found @ found.T) <= 1 + 1e-9).all()
    assert not describe(np.zeros((1, 304)), np.zeros((1, 784 * 5), np.float32)).any()


def test_an_example_changes_what_looks_like_it_and_little_else():
    one, other = np.eye(2)
    sevens = np.full((2, 11), 0.001)
    sevens[:, 7] = 0.99
    hand = Hand.of(one[None], sevens[:1], np.array([1]))
    alike, different = hand.adapted(np.array([one, other]), sevens)
    assert alike.argmax() == 1
    assert different.argmax() == 7
    assert alike.sum() == pytest.approx(1)


def test_what_is_not_much_like_an_example_stays_as_little_a_digit_as_it_was():
    one = np.array([[1.0, 0.0]])
    halfway = np.array([[0.55, np.sqrt(1 - 0.55**2)]])
    before = np.full((1, 11), 0.01)
    before[:, 10] = 0.9
    hand = Hand.of(one, before, np.array([1]))
    found = hand.adapted(halfway, before)
    assert found[0, 10] + found[0, [0, *range(2, 10)]].sum() == pytest.approx(0.99)
    assert found[0, 1] == pytest.approx(0.01)
    assert hand.adapted(one, before).argmax() == 1


def test_marks_without_examples_keep_their_share_however_alike_an_example_is():
    one = np.array([[1.0, 0.0]])
    before = np.full((1, 22), 0.001)
    before[:, [1, 11]] = 0.1, 0.88
    found = Hand.of(one, before, np.array([1])).adapted(one, before)
    assert found[0, 11:] == pytest.approx(before[0, 11:])
    assert found.sum() == pytest.approx(before.sum())
    assert found[0, 1] > 0.1
    taught = Hand.of(one, before, np.array([12])).adapted(one, before)
    assert taught.argmax() == 12


def test_readings_are_counted_by_writer_with_loss_and_calibration():
    tally = Tally()
    assert tally.add(Read("1", 0.75), "1", "a")
    assert not tally.add(Read("7", 0.75), "1", "a")
    assert not tally.add(Read("", 0.25), "4", "b")
    assert list(by_writer(tally)) == [("a", 2, 1), ("b", 1, 1)]
    assert log_loss(tally) == pytest.approx(-(np.log(0.75) + np.log(0.25) + np.log(0.75)) / 3)
    assert calibration_error(tally) == pytest.approx((0.5 + 0.25) / 3)


def test_a_strangers_hand_costs_few_numbers_and_few_rejections_and_the_own_one_gains_numbers():
    found = committed("hand", HandLearning)
    for figures in (found.chosen, found.held_back):
        for drawings in (figures.numbers, figures.negatives):
            for one in drawings.values():
                assert one.error_rate <= drawings["0"].error_rate + 0.015
        assert figures.composed["5"].error_rate < figures.composed["0"].error_rate
