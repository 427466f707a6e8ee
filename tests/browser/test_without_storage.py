"""Browsers that store nothing, or too little: the page reads, and does not claim to work offline."""

import pytest

from numbre.web import SITE
from tests.browser.service_worker import expect_reading, reload
from tools.browser.servers import serving
from tools.browser.waiting import CACHED, until

pytestmark = pytest.mark.offline

CANNOT = "This page can’t work offline here."
# Workers are not there, or refused; wasTried is set when the page has tried to register one.
BLOCKED = """Object.defineProperty(Navigator.prototype, 'serviceWorker', {
  get: () => { globalThis.wasTried = true; },
});"""
THROWING = BLOCKED.replace(
    "wasTried = true;", "wasTried = true; throw new DOMException('no', 'SecurityError');"
)
REFUSED = """navigator.serviceWorker.register = () => {
  globalThis.wasTried = true;
  return Promise.reject(new DOMException('no', 'SecurityError'));
};"""
# records the states of this page's workers
WATCHED = """const { register } = navigator.serviceWorker;
globalThis.states = [];
navigator.serviceWorker.register = async (...given) => {
  const registration = await register.apply(navigator.serviceWorker, given).catch((error) => {
    states.push('refused'); // where there is no room for the worker itself
    throw error;
  });
  registration.installing?.addEventListener('statechange', ({ target }) => states.push(target.state));
  return registration;
};"""


@pytest.mark.parametrize("refusal", [BLOCKED, THROWING, REFUSED], ids=["blocked", "throwing", "refused"])
def test_a_browser_without_workers_reads(guard, served, refusal):
    page = guard.open(served, before=lambda page: page.add_init_script(refusal))
    expect_reading(page)
    page.wait_for_function("() => globalThis.wasTried")
    page.locator("#offline", has_text=CANNOT).wait_for()


def test_a_browser_that_stores_nothing_reads(guard, site_copy):
    worker = site_copy / "sw.js"
    worker.write_text("caches.open = () => Promise.reject(new Error('refused'));" + worker.read_text())
    with serving(site_copy) as url:
        page = guard.open(url)
        expect_reading(page)
        until(page, "async () => !(await navigator.serviceWorker.getRegistration())")
        reload(page)
        expect_reading(page)
        page.locator("#offline", has_text=CANNOT).wait_for()


@pytest.mark.parametrize("room", [1, 60_000])  # bytes: for nothing, and for some of the files
def test_a_browser_with_full_storage_reads_and_keeps_no_partial_cache(guard, host, room):
    def fill(page):
        quota = {"origin": host.url.rstrip("/"), "quotaSize": room}
        page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
        page.add_init_script(WATCHED)

    page = guard.open(host.put("numbre", SITE), before=fill)
    for visit in range(2):
        if visit:
            reload(page)
        page.wait_for_function("() => ['redundant', 'refused'].includes(states.at(-1))")
        assert page.evaluate(CACHED) == {}
        expect_reading(page)
        page.locator("#offline", has_text=CANNOT).wait_for()
