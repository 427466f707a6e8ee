"""Probabilities, whatever their network -> words on the page: confident, unsure, non-digit, blank."""

import pytest

from tests.browser.test_accessibility import AXE, RUN, SCHEMES

DIGITS = list("0123456789")
SHOW = """async ([probabilities, classes, calibrated]) => {
  const module = (name) => import(new URL(name, document.baseURI));
  const { createSheet } = await module('ui/sheet.js');
  const { createStatus } = await module('ui/status.js');
  const { createPopover } = await module('ui/popover.js');
  const { loadLateStyle } = await module('lib/late-style.js');
  const { createRecognizer } = await module('recognize/recognize.js');
  const { numberOf, unread } = await module('session/number.js');
  const { createIdentity } = await module('ink/identity.js');
  const element = (id) => document.getElementById(id);
  await loadLateStyle();
  if (!globalThis.views) {
    const popover = createPopover(element('sheet'), { below: element('tiles'), onChoose() {}, onStep() {} });
    const sheet = createSheet({ onSelect() {}, onOpen() {} });
    const { width, height } = element('pad').getBoundingClientRect();
    sheet.follow({ scale: 1, width, height });
    globalThis.views = { sheet, popover, status: createStatus(() => {}) };
  }
  const drawing = [[{ x: 150, y: 0 }, { x: 150, y: 60 }, { x: 150, y: 140 }]];
  const read = () => {
    const classifier = { classify: () => Float32Array.from(probabilities), channels: 1, classes };
    const steps = createRecognizer().steps(drawing, classifier, { alternatives: 3 });
    let step = steps.next();
    while (!step.done) step = steps.next();
    const choices = { corrections: [], selected: null, identity: createIdentity(), probabilitiesOf() {} };
    return numberOf(drawing, step.value, network.summary, choices);
  };
  const network = { name: 'ink', summary: { classes, calibrated, channels: { names: ['ink'] } } };
  const number = probabilities ? read() : unread([]);
  const loading = { name: 'ink', status: 'ready', part: null, reason: '' };
  const state = { number, network, loading, drawing: number.drawing, isReading: false, progress: 'complete' };
  views.popover.show(unread([])); // which closes it
  views.sheet.show(state);
  views.status.show(state);
  const [numeral] = element('reading').querySelectorAll('button');
  if (numeral) views.popover.open(numeral, number);
  return [element('reading').textContent, numeral?.dataset.second ?? '', element('confidence').textContent];
}"""
AT_REST = "() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))"
ROWS = """() => {
  const rows = [...document.querySelectorAll('.popover table tbody tr')];
  return rows.map(({ textContent }) => textContent);
}"""
CONFIDENT, UNSURE = {7: 0.98, 1: 0.02}, {7: 0.6, 1: 0.3, 9: 0.1}
DOUBTFUL = {7: 0.6, 10: 0.35, 1: 0.05}
NON_DIGIT, CONFIDENT_NON_DIGIT = {10: 0.7, 4: 0.2, 9: 0.1}, {10: 0.9991, 4: 0.0009}
STATES = [None, CONFIDENT, UNSURE, DOUBTFUL, NON_DIGIT, CONFIDENT_NON_DIGIT]


@pytest.fixture
def shown(modules):
    """A function that opens the page; it returns the page, and a function that shows {class: probability}."""

    def open_with(**options):
        page = modules(**options)

        def show(shares, rejects=True, calibrated=True, marks=""):
            classes = [*DIGITS, "non-digit", *marks] if rejects else DIGITS
            values = shares and [shares.get(index, 0) for index in range(len(classes))]
            return page.evaluate(SHOW, [values, classes, calibrated])

        return page, show

    return open_with


def test_a_reading_is_described_in_words(shown):
    """The page shows what ui/wording.js says, which tests/js has more of."""
    _, show = shown()
    assert [show(shares) for shares in STATES] == [
        ["", "", ""],
        ["7", "", "98% sure. "],
        ["7", "or 1?", "60% sure. The 7 could be a 1."],
        ["7", "or no digit?", "60% sure. It could be no digit."],
        ["No digit", "or 4?", "70% sure. Closest to 4. Write digits, 0 to 9."],
        ["No digit", "", "Over 99% sure. Closest to 4. Write digits, 0 to 9."],
    ]
    assert show(UNSURE, rejects=False, calibrated=False)[2] == "60% (uncalibrated). The 7 could be a 1."


def test_a_low_confidence_shows_by_more_than_its_colour(shown):
    page, show = shown()
    look = "getComputedStyle(document.querySelector('#reading button')).color"
    second = "getComputedStyle(document.querySelector('#reading button'), '::after').content"
    show(CONFIDENT)
    colour = page.evaluate(look)
    assert page.evaluate(second) == "none"
    show(UNSURE)
    assert page.evaluate(look) != colour
    assert page.evaluate(second) == '"or 1?"'


def test_the_non_digit_has_a_row_if_the_network_has_that_class(shown):
    page, show = shown()
    show(NON_DIGIT)
    rows = page.evaluate(ROWS)
    assert len(rows) == 11
    assert (rows[4], rows[10]) == ("420%", "No digit70%")
    show(CONFIDENT, rejects=False)
    assert len(page.evaluate(ROWS)) == 10


def test_each_mark_has_a_row_and_a_share_if_the_network_has_that_class(shown):
    page, show = shown()
    show(UNSURE | {11: 0.2, 12: 0.1}, marks="/:()%$+=-.,")
    rows = page.evaluate(ROWS)
    assert len(rows) == 22
    assert rows[10:14] == ["No digit<1%", "Slash20%", "Colon10%", "Opening bracket<1%"]
    page.get_by_role("button", name="Marks").click()
    offered = page.locator(".candidates button")
    names = offered.evaluate_all(
        "(all) => all.map((one) => `${one.dataset.grapheme} ${one.lastChild.textContent}`)"
    )
    assert names[11:15] == ["/ 20%", ": 10%", ". <1%", ", <1%"]


def test_no_network_claims_certainty(shown):
    page, show = shown()
    assert show({7: 1})[2] == "Over 99% sure. "
    assert page.evaluate(ROWS)[7] == "7>99%"
    assert show({10: 1})[2].startswith("Over 99% sure. ")
    assert page.evaluate(ROWS)[10] == "No digit>99%"
    assert show({7: 1}, rejects=False, calibrated=False)[2] == "Over 99% (uncalibrated). "
    assert "100" not in page.locator("main").text_content()


def test_the_pad_stays_where_it_is_whatever_is_read(shown):
    """A move would bend the stroke in progress."""
    page, show = shown()
    for width in (320, 375, 700, 1100):
        page.set_viewport_size({"width": width, "height": 740})
        boxes = []
        for shares in STATES:
            show(shares)
            boxes.append(page.locator("#pad").bounding_box())
        assert boxes[1:] == boxes[:-1], width


@pytest.mark.parametrize("width", [320, 1100])
def test_axe_finds_nothing_in_any_reading(shown, width):
    page, show = shown(viewport={"width": width, "height": 740})
    page.evaluate(AXE)
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        for shares in STATES:
            show(shares)
            page.evaluate(AT_REST)
            assert page.evaluate(RUN, rules) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
