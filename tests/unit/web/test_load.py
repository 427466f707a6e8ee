"""The small server under load and abuse: a short form of python -m tools.bench.load."""

import asyncio
import contextlib
import logging
import re
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from numbre.web.messages import FULL, PlainWords
from numbre.web.serve import CONNECTIONS
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


def wait_until(holds):
    """Wait until a condition holds; 20 seconds at most."""
    until = time.monotonic() + 20
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)


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


def test_answers_without_a_body_keep_the_connection(running):
    asked = [request("/", "If-None-Match: *"), request("/index.html"), request("/", "Range: bytes=-0")] * 5
    received = b""
    with socket.create_connection((HOST, running.port), timeout=20) as client:
        client.sendall(b"".join([*asked, request("/healthz", "Connection: close")]))
        while some := client.recv(1 << 16):
            received += some
    statuses = re.findall(rb"HTTP/1.1 (\d+)", received)
    assert statuses == [b"304", b"302", b"416"] * 5 + [b"200"]


def test_its_terminal_shows_plain_words_or_nothing(running):
    """More requests than threads are no news; more connections than it holds are."""
    run(load(running, 200, 50, Outcome("crowd")))
    assert running.errors.read_text() == ""
    with contextlib.ExitStack() as stack:
        for _ in range(CONNECTIONS + 5):
            stack.enter_context(socket.create_connection((HOST, running.port), timeout=20))
        wait_until(running.errors.read_text)
    expected = f"numbre serve: {CONNECTIONS} connections are open; others wait until one of them ends.\n"
    assert running.errors.read_text() == expected


def test_an_error_is_one_sentence(capsys):
    handler = PlainWords(CONNECTIONS)
    for error in (OSError(24, "Too many open files"), KeyError("a"), KeyError("a")):
        try:
            raise error
        except type(error):
            found = (type(error), error, error.__traceback__)
            handler.handle(logging.LogRecord("waitress", logging.ERROR, "", 0, "Exception", (), found))
    first, second = capsys.readouterr().err.splitlines()
    assert first == "numbre serve: a connection failed (Too many open files)."
    assert second.startswith("numbre serve: a request could not be answered (KeyError: 'a', ")
    assert second.endswith("). Please report this.")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is always full: /dev/full")
def test_words_that_cannot_be_written_do_no_harm(monkeypatch):
    record = logging.LogRecord("waitress", logging.WARNING, "", 0, f"{FULL} (400)", (), None)
    goes_on = False
    with contextlib.suppress(OSError), Path("/dev/full").open("w") as full:  # closing it writes once more
        monkeypatch.setattr(sys, "stderr", full)
        PlainWords(CONNECTIONS).handle(record)
        goes_on = True
    assert goes_on


def test_downloads_end_before_it_stops():
    outcome = Outcome("stop")
    with server() as to:
        run(stop(to, 5, outcome))
        assert to.process.returncode == 0
    assert outcome.statuses == {200: 5 * FILES_EACH}
