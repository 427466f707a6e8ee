"""Measure visits to Numbre by a browser that has been there before: online, and offline."""

import statistics
import sys
from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tools.bench.first_visits import LINES, Line, Tab
from tools.bench.pages import RECOGNIZE
from tools.browser.servers import serving
from tools.browser.waiting import until_cached
from tools.paths import ROOT


def one_round(browser: Browser, line: Line) -> dict[str, float]:
    """Return {visit: ms until the first reading was possible}, in a new browser context."""
    context = browser.new_context()
    times: dict[str, float] = {}

    def visit(name: str, until: Callable[[Page], object] = lambda page: None) -> None:
        tab = Tab(browser, url, RECOGNIZE, line=line, context=context)
        times[name] = tab.ready()
        until(tab.page)
        tab.page.close()

    with serving(ROOT / "web" / "site") as url:
        visit("first", until_cached)
        visit("second")
    if not line:  # a slow line makes no difference offline
        visit("offline")  # the server has stopped
    context.close()
    return times


def second_visits(browser: Browser, rounds: int) -> dict[str, dict[str, float]]:
    """Return {line: {visit: ms until the first reading was possible}}, medians over the rounds."""
    result = {}
    for name, line in LINES.items():
        print(f"second visits over {name}", file=sys.stderr)
        times = [one_round(browser, line) for _ in range(rounds)]
        result[name] = {visit: round(statistics.median(one[visit] for one in times), 1) for visit in times[0]}
    return result
