"""One visit, action by action: a script writes, undoes, opens parts, changes networks, teaches."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw
from tools.browser.waiting import until
from tools.paths import ROOT

PHOTOS = sorted((ROOT / "tests" / "fixtures" / "photos").glob("*.jpg"))
PARTS = ("inside", "compare", "train", "hand", "about")
OTHERS = ("hello", "lesson", "dropout")  # networks beside the default
FILLING = 30, 10_000  # strokes and points of each: more than the undo history keeps
ACTION_MS = 60_000  # that an action may take

SETTLED = "() => document.getElementById('reading').getAttribute('aria-busy') !== 'true'"
SCRIBBLE = """(count) => {
  const pad = document.getElementById('pad');
  const { left, top, width, height } = pad.getBoundingClientRect();
  const place = (i) => ({
    clientX: left + width * (0.5 + 0.4 * Math.cos(i / 7) * Math.cos(i / 1000)),
    clientY: top + height * (0.5 + 0.4 * Math.sin(i / 7)),
  });
  const pen = { pointerId: 9, pointerType: 'pen', isPrimary: true, buttons: 1, bubbles: true };
  const at = (type, i, lists) => new PointerEvent(type, { ...pen, ...place(i), ...lists });
  pad.dispatchEvent(at('pointerdown', 0));
  for (let i = 1; i < count; i += 500) {
    const coalescedEvents = Array.from({ length: 500 }, (_, k) => at('pointermove', i + k));
    pad.dispatchEvent(at('pointermove', i + 499, { coalescedEvents }));
  }
  pad.dispatchEvent(at('pointerup', count));
}"""


class Visit:
    """Acts on a page as a visitor would; the same seed acts the same.

    counts: how often each action was taken; latencies: s from the last stroke of a number until it was read.
    """

    def __init__(self, page: Page, seed: int) -> None:
        """Take a page that can read."""
        page.set_default_timeout(ACTION_MS)
        self.page = page
        self.random = random.Random(seed)
        self.counts: dict[str, int] = {}
        self.latencies: list[float] = []
        self.actions: list[tuple[int, Callable[[], None]]] = [  # with their weights
            (60, self.write),
            (12, self.undo_and_redo),
            (8, self.clear),
            (5, self.open_part),
            (4, self.change_network),
            (4, self.teach),
            (4, self.correct),
            (2, self.read_picture),
            (1, self.link),
        ]

    def act(self) -> None:
        """Take one action."""
        weights = [weight for weight, _ in self.actions]
        [(_, action)] = self.random.choices(self.actions, weights)
        action()
        self.counts[action.__name__] = self.counts.get(action.__name__, 0) + 1

    def warm_up(self) -> None:
        """Fetch all that actions fetch, and write more ink than the undo history keeps."""
        for name in PARTS:
            self.open_part(name)
        self.close_part()
        self._show("inside")
        for name in OTHERS:  # Look inside keeps the weights of each network that it has shown
            self.change_network(name)
        for photo in PHOTOS:
            self.read_picture(photo)
        for _, action in self.actions:
            action()
        strokes, points = FILLING
        for _ in range(strokes):
            self.page.evaluate(SCRIBBLE, points)
            self.clear()

    def rest(self) -> None:
        """Bring the page to where all samples are taken: the default network, an empty pad, no open part."""
        self.close_part()
        self.page.evaluate("async () => { await numbre.use(numbre.models[0]); await numbre.hand.clear(); }")
        self.clear()
        self.page.wait_for_timeout(500)  # timers of the page

    def write(self) -> None:
        """Write a number of one to six digits over what is there, and wait for its reading."""
        text = "".join(self.random.choices("0123456789", k=self.random.randint(1, 6)))
        self.clear()
        draw(self.page, numbers(text), self.random.uniform(0.4, 0.9))
        begin = time.perf_counter()
        self.settle()
        self.latencies.append(time.perf_counter() - begin)

    def undo_and_redo(self) -> None:
        """Go back and forth in the history."""
        steps = self.random.randint(1, 8)
        for name, count in (("undo", steps), ("redo", self.random.randint(0, steps))):
            for _ in range(count):
                self.page.evaluate("(name) => document.getElementById(name).click()", name)
        self.settle()

    def clear(self) -> None:
        """Clear the pad."""
        self.page.evaluate("document.getElementById('clear').click()")
        self.settle()

    def open_part(self, name: str | None = None) -> None:
        """Open a part while a number is on the pad; the next one closes it, or this."""
        name = name or self.random.choice(PARTS)
        self._show(name)
        self.write()
        if self.random.random() < 0.5:
            self.close_part()

    def _show(self, name: str) -> None:
        self.page.locator(f".doors [data-part={name}]").click()
        self.page.locator(f"#{name} h2").first.wait_for()

    def close_part(self) -> None:
        """Close the open part, if there is one."""
        close = self.page.locator(".part:not([hidden])").get_by_role("button", name="Close")
        if close.count():
            close.first.click()

    def change_network(self, name: str | None = None) -> None:
        """Write with another network, then go back to the default."""
        self.page.evaluate("(name) => numbre.use(name)", name or self.random.choice(OTHERS))
        self.write()
        self.page.evaluate("numbre.use(numbre.models[0])")

    def teach(self) -> None:
        """Teach a digit; forget all now and then."""
        digit = self.random.choice("0123456789")
        self.page.evaluate(
            "([drawing, text]) => numbre.teach(drawing, text)",
            [numbers(digit, left=self.random.random()), digit],
        )
        if self.random.random() < 0.2:
            self.page.evaluate("numbre.hand.clear()")

    def correct(self) -> None:
        """Write a number and choose another digit for its first one."""
        self.write()
        first = self.page.locator("#reading button").first
        if first.count():
            first.click()
            self.page.get_by_role("dialog").wait_for()
            self.page.keyboard.press(self.random.choice("0123456789"))
            self.page.keyboard.press("Escape")
            self.settle()

    def read_picture(self, photo: Path | None = None) -> None:
        """Choose a photo, wait for its reading, and take it away again."""
        self.clear()
        self.page.locator(".ways-in input").last.set_input_files(photo or self.random.choice(PHOTOS))
        self.page.get_by_role("button", name="Remove picture").wait_for()
        self.settle()
        self.page.get_by_role("button", name="Remove picture").click()
        self.settle()

    def link(self) -> None:
        """Make a link to the number on the pad."""
        self.write()
        self.page.evaluate("(drawing) => numbre.link(drawing)", numbers("42"))

    def settle(self) -> None:
        """Wait until all ink has been read."""
        until(self.page, SETTLED)
