"""Visits of our page to a browser that has been there before: with a connection, and without any."""

import statistics
import sys

from tools.bench.pages import RECOGNIZE
from tools.bench.first_visits import LINES, Opened
from tools.browser.servers import serving
from tools.browser.waiting import until_cached
from tools.paths import ROOT


def one_round(browser, line):
    """Return {visit: ms until the page could read}; the browser has never been there before the first."""
    context = browser.new_context()
    times = {}

    def visit(name, until=lambda page: None):
        tab = Opened(browser, url, RECOGNIZE, line=line, context=context)
        times[name] = tab.ready()
        until(tab.page)
        tab.page.close()

    with serving(ROOT / "web" / "site") as url:
        visit("first", until_cached)
        visit("second")
    if not line:  # which would make it no slower
        visit("without a connection")  # its server has gone
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
