"""What the soak calls a leak: growth that does not end."""

import random

import pytest

from tools.soak.samples import LIMITS, Sample, growths, slope

AT_REST = {"heap": 18.0, "worker_heap": 3.5, "buffers": 17.0, "nodes": 4150, "listeners": 260, "tensors": 43}


def visit(**values):
    """Return samples of half an hour, with noise; values: of a quantity, by the minute."""
    noise = random.Random(1)

    def at(minute):
        here = {name: value(minute) for name, value in values.items()}
        resting = {**AT_REST, "heap": 18 + noise.gauss(0, 0.5), "nodes": 4150 + noise.randint(-30, 30)}
        return Sample(minutes=minute, **{**resting, **here})

    return [at(minute) for minute in range(31)]


def leaks(samples):
    return [one.name for one in growths(samples, 5) if one.is_leak]


def test_noise_is_no_leak():
    assert leaks(visit()) == []


@pytest.mark.parametrize(
    ("name", "per_minute"),
    [("heap", 0.3), ("worker_heap", 0.3), ("buffers", 0.2), ("nodes", 15), ("listeners", 5), ("tensors", 1)],
)
def test_growth_without_end_is_a_leak(name, per_minute):
    found = leaks(visit(**{name: lambda minute: AT_REST[name] + per_minute * minute}))
    assert found == ["heap" if name == "worker_heap" else name]


def test_growth_before_the_warm_up_ends_is_none():
    assert leaks(visit(buffers=lambda minute: 17 if minute > 4 else 4 * minute)) == []


@pytest.mark.parametrize("when", [8, 15, 24])
def test_memory_that_is_taken_once_and_kept_is_no_leak(when):
    assert leaks(visit(buffers=lambda minute: 17.2 + 2.7 * (minute >= when))) == []


def test_the_slope_is_that_of_the_line_and_its_error_that_of_the_noise():
    times = list(range(10))
    assert slope(times, [3 + 2 * time for time in times]) == (pytest.approx(2), pytest.approx(0))
    found, error = slope(times, [3 + 2 * time + (-1) ** time for time in times])
    assert found == pytest.approx(2, abs=2 * error)
    assert error > 0


def test_a_visit_that_was_too_short_is_refused():
    with pytest.raises(ValueError, match="fewer than six"):
        growths(visit()[:9], 5)


def test_every_limit_is_of_something_that_is_sampled():
    assert {one.name for one in growths(visit(), 5)} == LIMITS.keys()
