"""The small server under load and abuse: a short form of python -m tools.bench.load."""

import asyncio
import contextlib
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from tools.bench.load import (
    FILES_EACH,
    HOST,
    OUTSIDE,
    Outcome,
    abuse,
    load,
    pipeline,
    reach_outside,
    request,
    server,
    slow,
    stop,
)

GROWTH_MB = 10  # of its memory, at most


def run(work):
    """Run a coroutine in a thread of its own: this one may hold the event loop of a browser's driver."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def running():
    with server(request_s=2) as to:
        run(load(to, 200, 20, Outcome("warm-up")))
        yield to


@pytest.fixture
def outcome(running):
    """An outcome to fill, whose memory is checked at the end."""
    outcome, before = Outcome("test"), running.memory()
    yield outcome
    assert running.memory() < before + GROWTH_MB
    assert outcome.is_good, outcome


def test_many_requests_at_once_get_the_bytes_of_their_files(running, outcome):
    run(load(running, 500, 50, outcome))
    assert outcome.statuses == {200: 500}


def test_slow_clients_keep_nobody_waiting(running, outcome):
    run(slow(running, 200, 100, outcome))
    assert outcome.statuses == {200: 100}
    assert max(outcome.seconds) < 5


def test_clients_that_send_nothing_are_sent_away(running):
    with contextlib.ExitStack() as stack:
        silent = [
            stack.enter_context(socket.create_connection((HOST, running.port), timeout=20)) for _ in range(40)
        ]
        silent[0].sendall(request("/"))
        silent[0].recv(1)  # answered, then as silent as the others
        for one in silent[1:]:
            assert one.recv(1) == b"", "closed by the server"
        while silent[0].recv(1 << 16):
            pass


def test_broken_and_huge_requests_are_refused(running, outcome):
    run(abuse(running, outcome))
    assert outcome.statuses[431] == 3, "a path, a header, and headers of a megabyte"
    assert outcome.statuses[413] == 1, "a body"


def test_no_spelling_of_a_path_leads_outside(running, outcome):
    run(reach_outside(running, outcome))
    assert outcome.statuses == {404: len(OUTSIDE)}


def test_answers_in_a_pipeline_come_in_order(running, outcome):
    run(pipeline(running, 100, outcome))
    assert outcome.statuses == {200: 100}


def test_downloads_end_before_it_stops():
    outcome = Outcome("stop")
    with server() as to:
        run(stop(to, 5, outcome))
        assert to.process.returncode == 0
    assert outcome.statuses == {200: 5 * FILES_EACH}
