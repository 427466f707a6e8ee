"""Helpers for tests of the service worker: a host with copies of the site, the state of the worker."""

import contextlib
import shutil

from tests.browser.drawing import SEVEN, settled
from tools.browser.pointer import draw
from tools.browser.servers import QuietHandler, hosting
from tools.browser.waiting import until_ready

# messages of the browser without a connection
OFFLINE_MESSAGES = ("Failed to load resource", "ERR_", "network error response")
# Checks for a new version and waits for its installation: the state of its worker, or "none".
INSTALLED = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const { installing } = registration;
  if (!installing) return 'none';
  while (installing.state === 'installing') {
    await new Promise((done) => installing.addEventListener('statechange', done, { once: true }));
  }
  return installing.state;
}"""
# Sends the worker of a page a message, and waits for its answer.
ASK = """async (message) => {
  const registration = await navigator.serviceWorker.getRegistration(); // none once it has removed itself
  const worker = registration?.active ?? navigator.serviceWorker.controller; // null on a first visit
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => { port1.onmessage = ({ data }) => done(data); });
  worker.postMessage(message, [port2]);
  return answer;
}"""
USED = """() => {
  const entries = ['resource', 'mark'].flatMap((type) => performance.getEntriesByType(type));
  return entries.flatMap(({ name, detail }) => detail?.files ?? name); // as offline.js reports them
}"""


class Host:
    """A plain static host in a folder of its own, which can be stopped; copies of the page under names."""

    def __init__(self, root, stack):
        self.root, self._stack = root, stack
        self.handler = type("Handler", (QuietHandler,), {})  # which a test may change
        self.url = stack.enter_context(hosting(root, self.handler))

    @classmethod
    @contextlib.contextmanager
    def running(cls, root):
        """Yield a host of a folder; stop it at the end."""
        with contextlib.ExitStack() as stack:
            yield cls(root, stack)

    def put(self, name, site):
        """Host a site under a name, in place of what was there; returns its URL."""
        shutil.rmtree(self.root / name, ignore_errors=True)
        shutil.copytree(site, self.root / name, ignore=shutil.ignore_patterns("*.br", "*.gz", "golden.json"))
        return f"{self.url}{name}/"

    def stop(self):
        """Stop answering."""
        self._stack.close()


def networks(page):
    """Return the names of the networks that the page offers, which differ between versions."""
    return page.evaluate("numbre.models")


def reload(page):
    """Reload the page and wait until it can read."""
    page.reload()
    until_ready(page)


def expect_reading(page):
    """Expect that the page reads a seven."""
    draw(page, SEVEN)
    assert settled(page) == "7"


def check(page):
    """Have the worker check site and cache, as on each visit; return "complete", "partial" or "gone"."""
    return page.evaluate(ASK, {"check": True})


def keep_used(page, *urls):
    """Have the worker keep all files that the page has used, and others; return when it is done."""
    page.evaluate(ASK, {"used": [*page.evaluate(USED), *urls]})
