"""Reading in a Web Worker: it may not start, be killed, hang or be sent nonsense; reading goes on."""

import contextlib
import re

import pytest

from tests.browser.drawing import CHOSEN, ONE, SEVEN, open_part, settled, until_reading
from tools.browser.number_drawings import numbers
from tools.browser.pointer import draw
from tools.browser.servers import hosting

# Keeps the page's workers, to kill them.
COUNTED = """const Native = globalThis.Worker;
globalThis.workers = [];
globalThis.Worker = class extends Native {
  constructor(...given) {
    super(...given);
    workers.push(this);
  }
};"""
SLOW_WORKERS = "globalThis.Worker = class extends EventTarget { postMessage() {} };"
ONE_BAR = [[[50, 0], [50, 60], [50, 140]]]
GERMAN_ONE = [[[0, 20], [30, 10], [60, 0], [60, 66], [60, 132]]]  # with a long upstroke: others' seven
ENDS = """async (drawing) => {
  const started = performance.now();
  const end = await numbre.recognize(drawing).then(([best]) => best.text, (error) => error.name);
  return [end, performance.now() - started];
}"""
NONSENSE = [
    *("null", "undefined", "'read'", "5", "[]", "{}", "new Map()", "{ id: 'one' }", "{ id: 1e9 }"),
    *(
        "{ id: 1e9, type: 'toString' }",
        "{ id: 1e9, type: 'read' }",
        "{ id: 1e9, type: 'open', bundle: null }",
    ),
    "{ id: 1e9, type: 'classify', name: 'none', sent: 'now' }",
]
READ_ONE = "(drawing) => numbre.recognize(drawing).then(([best]) => best.text)"
CLASSIFY = "(drawing) => numbre.classify([drawing])"
# Has the worker learn one example; resolves to its answer, or at once where the number of the request is 0.
LEARN = """([drawing, grapheme, id = 1e9]) => new Promise((resolve) => {
  const points = Float64Array.from(drawing.flat(2));
  const counts = Uint32Array.from(drawing, (stroke) => stroke.length);
  const strokes = { ids: Uint32Array.from(drawing.keys()), counts, points };
  workers[0].addEventListener('message', ({ data }) => data.id === id && resolve(data.answer));
  const examples = { drawings: { strokes, counts: [drawing.length] }, graphemes: [grapheme] };
  workers[0].postMessage({ id, type: 'learn', name: 'ink', sent: Date.now(), examples });
  if (!id) resolve();
})"""
SLOW = 10_000  # ms: three times as long as on a machine that does nothing else
ROWS = "Array.from({ length: %d }, (_, i) => [[40 * i, 0], [40 * i + 5, 100]])"


HANG = "addEventListener('message', ({ data }) => { while (%s); });\n"


@pytest.fixture
def hanging(site_copy):
    """A function that returns the URL of a site whose worker hangs at messages that satisfy an expression.

    Ask for it before guard, which then closes pages first: they may still fetch late code.
    """
    with contextlib.ExitStack() as stack:

        def host(expression):
            [worker] = (site_copy / "assets").glob("worker-*.js")
            [name] = re.findall(r"chunk-\w+\.js", worker.read_text())  # its code, which it imports
            code = worker.with_name(name)
            code.write_text(HANG % expression + code.read_text())
            return stack.enter_context(hosting(site_copy))

        yield host


def opened(guard, url, **options):
    """Open a page, and wait until its worker has taken over, or the page has found that none can."""
    page = guard.open(url, **options)
    page.wait_for_function(CHOSEN)
    return page


def count_workers(page):
    page.add_init_script(COUNTED)


def expect_reading(page):
    draw(page, SEVEN)
    until_reading(page, "7")
    assert page.evaluate("(drawing) => numbre.recognize(drawing)", ONE_BAR)[0]["text"] == "1"


def test_the_page_reads_first_and_then_a_worker(guard, served):
    page = opened(guard, served)
    [worker] = page.workers
    assert "/assets/worker-" in worker.url
    worker.evaluate("addEventListener('message', ({ data }) => { globalThis.asked = data.type; })")
    expect_reading(page)
    assert worker.evaluate("asked") == "recognize"


def test_the_worker_learns_a_hand_and_forgets_it(guard, served):
    page = opened(guard, served, before=count_workers)
    assert [page.evaluate(READ_ONE, GERMAN_ONE), page.evaluate(LEARN, [GERMAN_ONE, "1"])] == ["7", None]
    assert page.evaluate(READ_ONE, GERMAN_ONE) == "1"
    [[*probabilities]] = [page.evaluate(f"({CLASSIFY})({GERMAN_ONE}).then(Array.from)")]
    assert max(probabilities) == probabilities[7]  # that of the network itself
    assert [page.evaluate(LEARN, [GERMAN_ONE, "A"]), page.evaluate(READ_ONE, GERMAN_ONE)] == [None, "7"]


def test_a_worker_in_place_of_another_reads_when_it_has_learned_the_hand_again(guard, served):
    page = opened(guard, served, before=count_workers)
    again = f"(drawing) => {{ ({LEARN})([drawing, '1', 0]); return ({READ_ONE})(drawing); }}"
    assert page.evaluate(again, GERMAN_ONE) == "1"


def test_the_page_reads_while_the_worker_is_on_its_way(guard, served):
    page = guard.open(served, before=lambda page: page.add_init_script(SLOW_WORKERS))
    expect_reading(page)
    assert not page.workers


def test_a_network_that_is_chosen_while_the_worker_takes_over_is_read_with(guard, served):
    page = guard.open(served)
    page.evaluate("Promise.all(['hello', 'dropout', 'numbre'].map((name) => numbre.use(name)))")
    page.wait_for_function(CHOSEN)
    assert page.evaluate("numbre.card.name") == "numbre"
    for name in page.evaluate("numbre.models"):
        page.evaluate("(name) => numbre.use(name)", name)
        assert page.evaluate("(drawing) => numbre.recognize(drawing)", ONE_BAR)[0]["text"]


def test_the_page_reads_where_there_are_no_workers(guard, served):
    page = opened(guard, served, before=lambda page: page.add_init_script("delete globalThis.Worker"))
    expect_reading(page)
    assert not page.workers


def test_the_page_reads_where_its_policy_forbids_workers(guard, site_copy):
    guard.allowed += ("violates the following Content Security Policy", "Refused to create a worker")
    index = site_copy / "index.html"
    text = index.read_text()
    assert "worker-src 'self'" in text
    index.write_text(text.replace("worker-src 'self'", "worker-src 'none'"))
    with hosting(site_copy) as url:
        page = opened(guard, url)
        expect_reading(page)
        assert not page.workers
        page.goto("about:blank")  # it fetches no more from the server that stops


def test_another_worker_takes_over_from_one_that_was_killed_and_learns_the_hand_again(guard, served):
    page = opened(guard, served, before=count_workers)
    expect_reading(page)
    page.evaluate("(drawing) => numbre.teach(drawing, '1')", GERMAN_ONE)
    page.evaluate("() => workers[0].terminate()")
    page.locator("#clear").click()
    draw(page, ONE)
    until_reading(page, "1")
    assert page.evaluate("workers.length") == 2
    assert page.evaluate(READ_ONE, GERMAN_ONE) == "1"
    page.locator("#undo").click()
    page.locator("#undo").click()
    until_reading(page, "7")


def test_a_worker_that_hangs_is_replaced(hanging, guard):
    url = hanging("data.type === 'recognize'")
    page = opened(guard, url, before=count_workers)
    end, ms = page.evaluate(ENDS, ONE_BAR)
    assert end == "TimeoutError"
    assert ms < SLOW
    draw(page, SEVEN)
    until_reading(page, "7")
    assert page.evaluate("workers.length") == 2


def test_a_drawing_that_hangs_every_worker_is_given_up(hanging, guard):
    page = opened(guard, hanging("data.type === 'read' && data.drawing.ids.length === 2"))
    draw(page, [*SEVEN, *ONE])
    page.locator("#status", has_text="There is too much here to read it all.").wait_for()
    page.locator("#clear").click()
    draw(page, ONE)
    until_reading(page, "1")


def test_nonsense_is_ignored(guard, served):
    page = opened(guard, served, before=count_workers)
    for message in NONSENSE:
        page.evaluate(f"() => workers[0].postMessage({message})")
    expect_reading(page)
    assert page.evaluate("workers.length") == 1


def test_only_the_newest_of_many_drawings_is_read(page):
    """Thousands of changes in one go: their readings are not queued."""
    page.evaluate(
        """() => {
          const pad = document.getElementById('pad');
          const { left, top } = pad.getBoundingClientRect();
          const send = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, {
            pointerId: 7, button: 0, buttons: 1, bubbles: true, clientX: left + x, clientY: top + y,
          }));
          send('pointerdown', 100, 50);
          for (let i = 0; i < 3000; i++) send('pointermove', 100 + Math.sin(i) / 2, 50 + i / 20);
          send('pointerup', 100, 200);
        }"""
    )
    assert settled(page) == "1"


@pytest.mark.parametrize(
    "drawing",
    [
        ROWS % 10_000,
        "[Array.from({ length: 1e5 }, (_, i) => [i % 300, (i * 7) % 200])]",
        "Array.from({ length: 1e4 }, (_, i) => [[(i * 37) % 900, (i * 91) % 700], [(i * 37) % 900 + 9, 30]])",
    ],
    ids=["a row of 10,000 strokes", "a stroke of 100,000 points", "10,000 strokes anywhere"],
)
def test_any_drawing_is_answered_in_time_while_the_page_stays_responsive(shared_page, drawing):
    shared_page.wait_for_function(CHOSEN)
    ms, turns = shared_page.evaluate(
        f"""async () => {{
          const drawing = {drawing};
          let turns = 0;
          const {{ port1, port2 }} = new MessageChannel();
          port1.onmessage = () => {{ turns += 1; port2.postMessage(null); }};
          const started = performance.now();
          const reading = numbre.recognize(drawing);
          port2.postMessage(null);
          await reading;
          port1.close();
          return [performance.now() - started, turns];
        }}"""
    )
    assert ms < SLOW
    assert turns > 100


def test_thirty_calls_at_once_are_all_answered(shared_page):
    """Some by a part of the drawing, or by the news that there was no time."""
    ends, ms = shared_page.evaluate(
        f"""async () => {{
          const row = {ROWS % 2000};
          const started = performance.now();
          const call = () => numbre.recognize(row).then(([best]) => best.text, (error) => error.name);
          const ends = await Promise.all(Array.from({{ length: 30 }}, call));
          return [ends, performance.now() - started];
        }}"""
    )
    assert ms < SLOW
    assert all(end == "TimeoutError" or end.isdigit() for end in ends)
    assert shared_page.evaluate("(drawing) => numbre.recognize(drawing)", ONE_BAR)[0]["text"] == "1"


def test_a_thousand_calls_at_once_are_all_read(shared_page):
    """Each is short, so none is cut off, however long it waits for the others."""
    texts = shared_page.evaluate(
        """async (drawing) => {
          const readings = Array.from({ length: 1000 }, () => numbre.recognize(drawing));
          return (await Promise.all(readings)).map(([best]) => best.text);
        }""",
        ONE_BAR,
    )
    assert texts == ["1"] * 1000


def test_the_page_reads_if_the_replacement_of_a_worker_cannot_start(guard, served):
    broken = """globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        if (workers.length > 1) {
          this.terminate();
          setTimeout(() => this.dispatchEvent(new Event('error', { cancelable: true })));
        }
      }
    };"""

    def before(page):
        page.add_init_script(COUNTED + broken)

    page = opened(guard, served, before=before)
    page.evaluate("() => workers[0].terminate()")
    expect_reading(page)
    assert page.evaluate("workers.length") == 2
    page.locator("#clear").click()
    draw(page, ONE)
    until_reading(page, "1")


def test_a_network_is_loaded_although_the_worker_has_been_killed(guard, served):
    page = opened(guard, served, before=count_workers)
    page.evaluate("() => workers[0].terminate()")
    page.evaluate("numbre.use('hello')")
    assert page.evaluate("numbre.card.name") == "hello"
    open_part(page, "compare")
    expect_reading(page)
    page.locator("#compare [role=status]", has_text="read 7").wait_for()


def test_no_correction_of_other_ink(guard, served):
    """The worker has been killed: for three seconds, the page shows the number of the drawing before."""
    page = opened(guard, served, before=count_workers)
    draw(page, numbers("71"))
    until_reading(page, "71")
    page.locator("#reading button").last.click()  # fetches the popover's code
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.evaluate("() => workers[0].terminate()")
    page.locator("#undo").click()
    page.locator("#reading button").last.click()
    page.get_by_role("dialog").locator("[data-grapheme='4']").click()
    assert page.locator("#reading[aria-busy=true]").count() == 1
    until_reading(page, "7")
