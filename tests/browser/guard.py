"""A guard on pages: console errors and requests to other sites fail the test."""

import contextlib

from tools.browser.waiting import AVAILABLE, until_ready

ALLOWED = (
    "willReadFrequently",  # Chromium's advice to tests that read the canvas
    "when fetching the script",  # its message on a worker that is being fetched when a test stops its server
)
# To install the service worker takes a quarter of the time of opening a page.
UNDER_WAY = "if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => {});"


class Guard:
    """Opens pages and watches them for console errors and requests to other sites.

    offline: whether pages are kept for offline use; else their service worker is never installed.
    """

    def __init__(self, browser, offline=False):
        self.browser, self.contexts, self.faults, self.allowed = browser, [], [], ALLOWED
        self.offline = offline

    def open(self, url, ready=True, before=lambda page: None, **options):
        """Open a page in its own context, after before(page), and wait until it can read."""
        page = self.visit(url, before, **options)
        if ready:
            until_ready(page)
        else:
            page.wait_for_function(AVAILABLE)
        return page

    def visit(self, url, before=lambda page: None, **options):
        """Open a page in its own context, after before(page)."""
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        if not self.offline:
            context.add_init_script(UNDER_WAY)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: message.type in ("error", "warning") and self.note(message.text))
        page.on("pageerror", lambda error: self.note(str(error)))
        site = url.split("#")[0]
        page.on(
            "request", lambda request: request.url.startswith(site) or self.note(f"request to {request.url}")
        )
        before(page)
        page.goto(url)
        return page

    def note(self, fault):
        """Note a fault, unless the test allows it."""
        if not any(text in fault for text in self.allowed):
            self.faults.append(fault)


@contextlib.contextmanager
def guarding(browser, offline=False):
    """Yield a Guard; at the end close its pages, and fail if it has noted a fault."""
    guard = Guard(browser, offline)
    yield guard
    for context in guard.contexts:
        context.close()
    assert not guard.faults, "\n".join(guard.faults)
