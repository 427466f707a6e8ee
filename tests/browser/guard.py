"""A guard on all that pages do: console errors and requests that leave the site fail the test."""

import contextlib

from tools.browser.waiting import AVAILABLE, until_ready

OURS = (
    "willReadFrequently",  # Chromium's advice to tests that look at the canvas
    "when fetching the script",  # its words on a worker that is still fetched when a test stops its server
)


class Guard:
    """Opens pages and watches them: console errors and requests that leave the site fail the test."""

    def __init__(self, browser):
        self.browser, self.contexts, self.faults, self.allowed = browser, [], [], OURS

    def open(self, url, ready=True, before=lambda page: None, **options):
        """Open a page in a context of its own, after before(page), and wait until it can read."""
        page = self.visit(url, before, **options)
        if ready:
            until_ready(page)
        else:
            page.wait_for_function(AVAILABLE)
        return page

    def visit(self, url, before=lambda page: None, **options):
        """Open a page in a context of its own, after before(page)."""
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: message.type in ("error", "warning") and self.note(message.text))
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on(
            "request", lambda request: request.url.startswith(url) or self.note(f"request to {request.url}")
        )
        before(page)
        page.goto(url)
        return page

    def note(self, fault):
        """Remember a fault, unless the test expects it."""
        if not any(text in fault for text in self.allowed):
            self.faults.append(fault)


@contextlib.contextmanager
def guarding(browser):
    """Yield a Guard; close its pages at the end and fail if anything was noted."""
    guard = Guard(browser)
    yield guard
    for context in guard.contexts:
        context.close()
    assert not guard.faults, "\n".join(guard.faults)
