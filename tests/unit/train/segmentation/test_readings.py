"""Search, alignment, cuts and fits on made numbers, by a classifier that knows them from their shapes."""

from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest

from numbre.train.data.datasets import FIRST_MARK, NOT_A_DIGIT
from numbre.train.data.unipen_characters import MARKS
from numbre.train.segmentation import confidence, context, fit, model
from numbre.train.segmentation.align import align, class_of
from numbre.train.segmentation.lattice import lattice, to_strokes
from numbre.train.segmentation.model import AT, HAND_SET, NAMES, PLACES, TEXT, Candidates, to_vector
from numbre.train.segmentation.search import GRAPHEMES, best_readings
from numbre.train.segmentation.segments import ink_of
from tests.fixtures.segmentation import composed

CLASSES = FIRST_MARK + len(MARKS)
HAND = to_vector(HAND_SET)
POINT = np.array([(0.0, 134), (4, 137), (-1, 139)])


def key(drawing):
    """Return a drawing's shape, wherever it stands."""
    points = np.concatenate(drawing)
    low = points.min(axis=0)
    return tuple(map(tuple, np.rint((points - low) / 4)))


@cache
def shapes():
    """Return {shape: class} of the digits and of the point."""
    known = {key(composed(digit)): int(digit) for digit in "0123456789"}
    return known | {key([POINT]): class_of(".")}


def predict(drawings):
    """Return probabilities: the known shapes are sure, everything else is a non-digit."""
    known = shapes()
    rows = np.full((len(drawings), CLASSES), 0.002)
    for row, drawing in zip(rows, drawings, strict=True):
        row[known.get(key(drawing), NOT_A_DIGIT)] = 0.95
    return rows / rows.sum(axis=1, keepdims=True)


def lines_of(drawing):
    return context.to_candidates([drawing], predict, PLACES)[0]


def random_line(text="417", seed=0, gap=10):
    """Return a line whose segments have random probabilities."""
    strokes = to_strokes(composed(text, gap=gap))
    [line] = lattice(strokes)
    odds = np.random.default_rng(seed).exponential(1.0, (len(line.segments), CLASSES)) ** 3
    return Candidates(strokes, line, odds / odds.sum(axis=1, keepdims=True), PLACES)


def every_score(line, weights):
    """Return the scores of all readings of a line, without those of the texts, by (segment, class) pairs."""
    segments, found = line.line.segments, {}

    def extend(at, choices):
        if at == len(line.line.pieces):
            found[choices] = score_of(line, choices, weights)
        for i, segment in enumerate(segments):
            if segment.first == at:
                for label in range(CLASSES):
                    extend(segment.last + 1, (*choices, (i, label)))

    extend(0, ())
    return found


def score_of(line, choices, weights):
    score = sum(float(line.vectors[i, label] @ weights) for i, label in choices)
    for (a, one), (b, other) in pairwise(choices):
        kinds = [min(max(label - NOT_A_DIGIT, -1), 1) for label in (one, other)]
        both = {(-1, -1): "digits", (1, 1): "marks"}.get(tuple(kinds), "mixed" if 0 in kinds else "")
        score += float(line.pair(a, b, "" if kinds == [0, 0] else both) @ weights)
    return score


def test_the_search_finds_the_best_of_all_readings():
    weights = HAND.copy()
    weights[[AT[f"text {name}"] for name in TEXT]] = 0
    for seed in range(3):
        line = random_line("41", seed)
        scores = sorted(every_score(line, weights).items(), key=lambda one: -one[1])
        found = best_readings(line, weights, beam=60)
        assert found[0].choices == scores[0][0]
        for reading in found[:3]:
            assert reading.score == pytest.approx(scores[found.index(reading)][1])


def test_readings_are_in_order_and_their_features_add_up_to_the_score():
    weights = HAND - np.random.default_rng(1).uniform(0, 0.5, len(NAMES))
    found = best_readings(random_line("40719"), weights)
    assert len(found) == 16
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert one.score == pytest.approx(float(one.features @ weights))
        assert one.text == "".join(GRAPHEMES[label] for _, label in one.choices)
    assert len({one.choices for one in found}) == len(found)


def test_only_allowed_classes_are_read():
    allowed = [1, 7, NOT_A_DIGIT]
    for reading in best_readings(random_line(), HAND, graphemes=allowed):
        assert {label for _, label in reading.choices} <= set(allowed)


@pytest.mark.parametrize("text", ["417", "2026", "90210"])
def test_a_made_number_is_cut_at_the_right_places(text):
    drawing = composed(text)
    lines = lines_of(drawing)
    found = align(text, lines, HAND)
    assert (found.skipped, len(found.spots)) == (0, len(text))
    for digit, spot in zip(text, found.spots, strict=True):
        ink = ink_of(lines[0].drawing, lines[0].line.segments[spot.segment].parts)
        assert shapes()[key(ink)] == int(digit)
    wrong = align("8" * len(text), lines, HAND)
    assert wrong.score < found.score


def test_a_text_runs_over_the_lines_from_top_to_bottom():
    drawing = [*composed("72"), *composed("41", top=230, left=40)]
    found = align("7241", lines_of(drawing), HAND)
    assert [spot.line for spot in found.spots] == [0, 0, 1, 1]


def test_a_mark_is_aligned_and_a_stray_stroke_skipped():
    drawing = [*composed("3"), POINT + np.array((110, 0)), *composed("5", left=140)]
    assert align("3.5", lines_of(drawing), HAND).skipped == 0
    assert align("35", lines_of(drawing), HAND).skipped == 1


def test_a_text_of_more_graphemes_than_pieces_is_impossible():
    lines = lines_of(composed("1"))
    assert align("1" * (len(lines[0].line.pieces) + 1), lines, HAND) is None


def test_digits_and_marks_are_cut_out_and_what_the_alignment_refutes_is_negative():
    numbers = [composed("417"), [*composed("3"), POINT + np.array((110, 0)), *composed("5", left=140)]]
    lines = context.to_candidates(numbers, predict, PLACES)
    found = context.cuts(["4 1 7", "3.5"], lines, HAND)
    for number, text in enumerate(("417", "3.5")):
        own = [cut for cut in found if cut.number == number and cut.label != NOT_A_DIGIT]
        assert [cut.label for cut in own] == [class_of(grapheme) for grapheme in text]
        assert [shapes()[key(cut.drawing)] for cut in own] == [cut.label for cut in own]
    negatives = [cut.drawing for cut in found if cut.label == NOT_A_DIGIT]
    assert negatives
    for drawing in negatives:
        assert key(drawing) not in shapes(), "no digit is a negative"
        assert len(drawing) > 1 or not context._is_plain(drawing), "straight strokes are left out"


def test_numbers_that_hardly_match_their_text_are_left_out():
    lines = context.to_candidates([composed("417")], predict, PLACES)
    assert context.cuts(["888"], lines, HAND) == []
    assert context.cuts(["4" * 30], lines, HAND) == []


def samples():
    """Return numbers whose digits are as probable as a part of them, so that only weights of place tell."""
    found = []
    for seed, text in enumerate(["417", "47", "4204", "74", "144", "407"]):
        drawing = composed(text)
        [line] = lines_of(drawing)
        noise = np.random.default_rng(seed).uniform(0.01, 0.6, line.probabilities.shape)
        given = 0.3 * line.probabilities + 0.7 * noise / noise.sum(axis=1, keepdims=True)
        found.append(fit.Sample(Candidates(line.drawing, line.line, given, PLACES), text))
    scribble = random_line("88", 5)
    return [*found, fit.Sample(scribble, "", 0.5, "synthetic", 1)]


def test_fitting_lowers_the_loss_and_costs_never_become_gains(monkeypatch):
    monkeypatch.setattr(fit, "STEPS", 60)
    reports = []
    made = samples()
    weights = fit.fit_weights(made, lambda *report: reports.append(report))
    lists = [best_readings(sample.line, HAND) for sample in made]
    monkeypatch.setattr(fit, "STEPS", 1)
    _, before = fit._ascend(made, lists, HAND, HAND)
    _, after = fit._ascend(made, lists, weights, HAND)
    assert after < before
    assert (weights[list(fit.NEVER_POSITIVE)] <= 0).all()
    assert [number for number, *_ in reports] == list(range(fit.ROUNDS))
    assert reports[-1][2] >= reports[0][2]


def test_marks_are_placed_where_they_are_aligned_and_rare_ones_keep_their_place():
    drawing = [*composed("3"), POINT + np.array((110, 0)), *composed("5", left=140)]
    lines = lines_of(drawing)
    found = align("3.5", lines, HAND)
    places = fit.places_of([("3.5", lines, found)] * fit.LEAST_PLACES, PLACES)
    size, _, middle, _ = places["."]
    assert -4 < size < -2
    assert middle == pytest.approx(0.475, abs=0.05)
    assert {mark: places[mark] for mark in MARKS if mark != "."} == {
        mark: PLACES[mark] for mark in MARKS if mark != "."
    }
    assert fit.places_of([("3.5", lines, found)] * (fit.LEAST_PLACES - 1), PLACES) == PLACES


def test_a_known_model_of_confidence_is_recovered_and_calibrated_on_its_own_sample():
    random = np.random.default_rng(0)
    rows = random.normal(0, 1, (20_000, len(confidence.EVIDENCE)))
    true = np.linspace(-1, 1, rows.shape[1])
    chance = 1 / (1 + np.exp(-(0.5 + rows @ true)))
    right = random.random(len(rows)) < chance
    bias, *weights = found = confidence.fit_logistic(rows, right, np.ones(len(rows)))
    assert bias == pytest.approx(0.5, abs=0.1)
    assert weights == pytest.approx(true, abs=0.1)
    values = 1 / (1 + np.exp(-(bias + rows @ weights)))
    number, own = confidence.Confidences(found, found).of(rows[:1])
    assert (number, own[0]) == pytest.approx((values[0], values[0] ** 2))
    for low in np.arange(0, 1, 0.2):
        own = (values >= low) & (values < low + 0.2)
        assert values[own].mean() == pytest.approx(right[own].mean(), abs=0.03)


def test_evidence_says_how_a_reading_compares_with_the_others():
    lines = lines_of(composed("417"))
    found = [one for one in best_readings(lines[0], HAND) if fit.is_number(one) or not one.text]
    rows = [confidence.evidence(lines[0], found, at, HAND) for at in range(len(found))]
    best = dict(zip(confidence.EVIDENCE, rows[0], strict=True))
    assert found[0].text == "417"
    assert best["share"] == max(row[0] for row in rows)
    assert (best["one"], best["marks"], best["left"]) == (0, 0, 0)
    assert best["length"] == pytest.approx(np.log(3))
    assert all(np.isfinite(row).all() for row in rows)


def test_the_rows_of_a_bundle_are_in_the_order_of_the_names():
    weights = np.arange(len(NAMES)) / 8
    rows = model.as_json(weights, PLACES, [1.0, 2.00049], [3.0])
    kinds = ("digit", "rest", "mark", "pair", "text")
    assert [value for kind in kinds for value in rows[kind]] == weights.round(3).tolist()
    assert rows["places"][:4] == list(PLACES[MARKS[0]])
    assert (rows["number"], rows["right"]) == ([1.0, 2.0], [3.0])


def test_confidences_of_readings_are_together_that_of_a_number():
    always = np.append(9.0, np.zeros(len(confidence.EVIDENCE)))
    number, own = confidence.Confidences(np.append(0.0, always[1:]), always).of(
        np.zeros((3, len(always) - 1))
    )
    assert number == 0.5
    assert own[0] == pytest.approx(0.5, abs=1e-3)
    assert own.sum() == pytest.approx(0.5)
    assert (own >= 0).all()


@pytest.mark.parametrize(("size", "height"), [*product((-9.0, 0.0, 4.0), (-3.0, 0.0, 3.0))])
def test_marks_are_never_further_off_than_a_limit(size, height):
    for mark in MARKS:
        assert model.off_place((size, height), PLACES[mark]) <= model.MOST
    usual = PLACES["."]
    assert model.off_place((size, usual[2]), usual) >= model.off_place((usual[0], usual[2]), usual)
