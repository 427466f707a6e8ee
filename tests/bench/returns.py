"""Visits of our page to a browser that has been there before: with a connection, and without any."""

import statistics
import sys

from ..browser.servers import serving
from ..browser.workers import until_kept
from ..conftest import ROOT
from .pages import RECOGNIZE
from .visits import LINES, PATIENCE


def ready(page, url):
    """Open the page; returns when it could read, ms from navigation start."""
    page.goto(url, wait_until="commit")
    page.wait_for_function(RECOGNIZE.there)
    return page.evaluate(RECOGNIZE.ready)


def one_round(browser, line):
    """Return {"first", "second", "without a connection"}: ms until the page could read; no cache at first."""
    context = browser.new_context()
    pages = []

    def open_one():
        pages.append(context.new_page())
        pages[-1].set_default_timeout(PATIENCE)
        if line:
            context.new_cdp_session(pages[-1]).send("Network.enable")
            context.new_cdp_session(pages[-1]).send("Network.emulateNetworkConditions", line)
        return pages[-1]

    with serving(ROOT / "web" / "site") as url:
        times = {"first": ready(open_one(), url)}
        until_kept(pages[-1])
        pages[-1].close()
        times["second"] = ready(open_one(), url)
        pages[-1].close()
    times["without a connection"] = ready(open_one(), url)  # its server has gone
    context.close()
    return times


def returns(browser, rounds):
    """Return {line: {visit: ms until the first reading}}, medians."""
    found = {}
    for name, line in LINES.items():
        print(f"second visits over {name}", file=sys.stderr)
        times = [one_round(browser, line) for _ in range(rounds)]
        found[name] = {visit: round(statistics.median(one[visit] for one in times), 1) for visit in times[0]}
    return found
