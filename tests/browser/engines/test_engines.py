"""The page in Chromium, Firefox and WebKit: one list of tests, by the real mouse and keys of each."""

import base64
import hashlib
import re
import time

from tests.browser.drawing import SETTLED, SEVEN
from tests.browser.photos import GIVE, photo
from tests.browser.test_accessibility import AT_REST, AXE, RUN
from tests.browser.test_hand import ONE as GERMAN_ONE
from tools.browser.number_drawings import numbers, row
from tools.browser.pointer import DISPATCH

NAMED_S = 5  # in which pictures of a part that opens get their names, with what they show
NUMBERS = ("47", "68", "2026", "1984", "305")
PARTS = {  # a sign that each is complete
    "inside": "#inside .note",
    "compare": "#compare .digit:not(:empty)",
    "train": "#train-begin",
    "hand": "#hand .part-content p",
    "about": "#network-card dd",
}
LISTEN = """() => {
  globalThis.said = [];
  const place = document.getElementById('announcements');
  new MutationObserver(() => said.push(place.textContent)).observe(place, { childList: true, subtree: true });
}"""
PASTE_HERE = """() => {
  const area = document.createElement('textarea');
  document.querySelector('footer').append(area);
  area.setAttribute('aria-label', 'pasted');
  area.focus();
}"""
PASTED = "() => document.querySelector('footer textarea').value"
READ_PICTURE = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const picture = new Blob([bytes], { type: 'image/png' });
  return numbre.recognizeImage(picture).then(([best]) => best.text, (error) => error.message);
}"""
UNTIL_KEPT = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return Boolean(registration?.active) && !document.getElementById('offline').hidden;
}"""
HAS_INK = "() => document.getElementById('undo').ariaDisabled === 'false'"
LICENCE = "async () => (await fetch('LICENSE.txt')).text()"


def read(window):
    """Return the reading, once the drawing has been read."""
    return window.evaluate(SETTLED)


def expect(window, text):
    """Wait until the page reads a text: events of a real finger arrive later than the driver's answer."""
    window.until("(text) => document.getElementById('reading').textContent === text", text)


def draw(window, drawing, part=0.6):
    """Draw by a script."""
    window.evaluate(DISPATCH, window.placed(drawing, part))


def coarse(strokes, points=10):
    """Return strokes with at most some points more than that: each one takes a driver a frame."""
    return [stroke[:: max(1, len(stroke) // points)] + stroke[-1:] for stroke in strokes]


def test_digits_and_numbers_are_read_by_mouse_and_by_touch(opened, real_digits):
    window, wrong = opened, []
    by_hand = (window.mouse, window.touch)

    def note(label):
        window.until(HAS_INK)
        if (text := read(window)) != str(label):
            wrong.append((label, text))
        window.press("Delete")
        assert read(window) == ""

    for place, (label, drawing) in enumerate(real_digits[:8]):
        by_hand[place % 2](coarse(window.placed(drawing)))
        note(label)
    for place, text in enumerate(NUMBERS[:2]):
        by_hand[place % 2](coarse(window.placed(numbers(text), 0.8)))
        expect(window, text)
        window.click("#clear")
    assert window.evaluate("() => scrollY") == 0, "a finger draws, and scrolls nothing"
    for label, drawing in real_digits[
        8:
    ]:  # by events of a pen: from then on, the page takes a finger for a palm
        draw(window, drawing)
        note(label)
    for text in NUMBERS[2:]:
        draw(window, numbers(text), 0.8)
        expect(window, text)
        window.click("#clear")
    assert len(wrong) <= 1, wrong


def test_the_keyboard_alone_writes_corrects_and_copies(opened):
    window = opened
    window.evaluate(LISTEN)
    for _ in range(3):
        window.press("Tab")
        if window.evaluate("() => document.activeElement.id") == "pad":
            break
    window.press("Space", *["Shift+ArrowDown"] * 6, "Space")
    assert read(window) == "1"
    window.until("() => said.includes('Pen up')")
    window.press("Control+c")
    window.until_text("#status", "Copied 1.")
    window.evaluate(PASTE_HERE)
    window.press("Control+v")
    assert window.until(PASTED) == "1"
    window.evaluate("() => document.querySelector('footer textarea').remove()")
    window.press("Control+z")
    assert read(window) == ""
    draw(window, GERMAN_ONE)
    assert read(window) == "7"
    window.click("#reading button")
    window.until_text("[role=dialog]", "Two digits")
    window.press("1")
    window.until_text("#status", "Learned your 1.")
    assert read(window) == "1"
    window.click("#copy")
    window.until_text("#status", "Copied 1.")


def test_every_part_opens_and_is_accessible(opened):
    window = opened
    draw(window, SEVEN)
    assert read(window) == "7"
    window.evaluate(f"() => {{ {AXE}; }}")
    for part, sign in PARTS.items():
        window.click(f".doors [data-part={part}]")
        window.until("(sign) => Boolean(document.querySelector(sign)?.checkVisibility())", sign)
        window.evaluate(AT_REST)
        end = time.monotonic() + NAMED_S
        while (found := window.evaluate(RUN)) and time.monotonic() < end:
            time.sleep(0.2)
        assert found == [], part
        assert window.evaluate("() => document.activeElement.id") == f"{part}-title"
    window.evaluate(  # as a visitor chooses
        """() => {
          const select = document.getElementById('network');
          select.value = 'hello';
          select.dispatchEvent(new Event('change', { bubbles: true }));
        }"""
    )
    window.until_text("#between", "hello")
    assert read(window) == "7"
    trained = window.evaluate("() => numbre.train('hello', { epochs: 2, seed: 1 })")
    assert trained["accuracy"] > 0.5
    window.click("#share")
    window.until_text("[role=menu]", "Copy link")
    window.evaluate(AT_REST)
    assert window.evaluate(RUN) == []
    window.press("Escape", "?")
    window.until_text("#pad-help", "Space")


def test_pictures_are_read(opened):
    window = opened
    text = base64.b64encode(photo("305")).decode()
    window.until(f"async (text) => await ({READ_PICTURE})(text) === '305'", text)  # it may take too long
    window.evaluate(GIVE, ["drop", [["number.png", "image/png", text]], {}])
    window.until_text("#reading", "305")


def renewed(site):
    """Turn a built site into a newer version, which differs in its licence alone."""
    worker, licence = site / "sw.js", site / "LICENSE.txt"
    code = worker.read_text()
    [version] = set(re.findall(r'\bversion:"([0-9a-f]{16})"', code))
    before, after = licence.read_bytes(), licence.read_bytes() + b"\nNewer\n"
    old, new = (base64.b64encode(hashlib.sha256(content).digest()).decode() for content in (before, after))
    assert old in code
    worker.write_text(code.replace(version, version[::-1]).replace(old, new))
    licence.write_bytes(after)


def test_the_page_reads_without_a_connection_and_takes_an_update(opened, host):
    window = opened
    window.until(UNTIL_KEPT)
    draw(window, SEVEN)
    assert read(window) == "7"
    assert "Newer" not in window.evaluate(LICENCE)
    renewed(host.root / "numbre")
    window.reload()
    window.until_ready()
    window.until_text("#update-message", "A new version is available.")
    assert read(window) == "7", "the drawing is kept"
    window.evaluate("() => { globalThis.isOlder = true; }")
    window.click("#update")
    window.until("() => !globalThis.isOlder")
    window.until_ready()
    assert "Newer" in window.evaluate(LICENCE)
    host.stop()
    window.reload()
    window.until_ready()
    window.press("Delete")
    window.mouse(coarse(window.placed(row("2"))))
    assert read(window) == "2"
    assert "Newer" in window.evaluate(LICENCE)
