"""What else is in the browser does no harm: extensions, autofill, other scripts, storage that refuses."""

from tests.browser.drawing import SEVEN, reads_and_learns, settled
from tools.browser.pointer import draw

HOSTILE = """
Object.prototype.extra = 1; // as old libraries do
Array.prototype.last = function () { return this[this.length - 1]; };
Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
globalThis.BroadcastChannel = class {
  constructor() {
    throw new DOMException('forbidden', 'SecurityError');
  }
};
addEventListener('DOMContentLoaded', () => {
  document.documentElement.prepend(document.createElement('form'));
  document.body.prepend(document.createElement('form'));
});
"""
# Events as autofill makes them: of keys, but without a key.
KEYLESS = """() => {
  for (const type of ['keydown', 'keyup']) {
    for (const target of [document, ...document.querySelectorAll('body, button, #pad')]) {
      target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
      target.dispatchEvent(new KeyboardEvent(type, { key: 'Process', isComposing: true, bubbles: true }));
    }
  }
}"""


def test_extensions_full_storage_and_autofill_do_no_harm(guard, served):
    """The guard fails the test if one of them raises an exception in the page."""
    page = guard.open(served, before=lambda page: page.add_init_script(HOSTILE))
    page.evaluate(KEYLESS)
    reads_and_learns(page)
    page.locator("#keyboard").click()
    page.evaluate(KEYLESS)
    page.locator("#clear").click()
    draw(page, SEVEN)
    assert settled(page) == "7"
