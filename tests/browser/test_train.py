"""Train: a network learns in the page, reads the pad, is saved and loaded; a failure is a sentence."""

import json
from pathlib import Path

import pytest

from numbre.web import SITE
from tests.browser.drawing import ONE, SEVEN, open_part, settled
from tests.browser.service_worker import keep_used, reload
from tests.browser.test_accessibility import AXE, SIZES, check
from tests.browser.test_failures import FAILED_REQUEST
from tools.browser.pointer import draw
from tools.browser.servers import serving
from tools.browser.waiting import until_cached

MOST_BYTES = 260_000  # of code and drawings, compressed as served
MOST_BYTES_OF_DRAWINGS = 120_000
STATUS = "#train [role=status]"
# Trains and returns the result, or the error's name and message.
TRAIN = """([name, options]) => numbre.train(name, options).catch((error) => [error.name, error.message])"""
# Paths of what the page has fetched, and its workers.
FETCHED = """() => [
  ...performance.getEntriesByType('resource').map(({ name }) => name),
  ...performance.getEntriesByType('mark').flatMap(({ detail }) => detail?.files ?? []),
].map((url) => new URL(url).pathname)"""
QUICK = {"epochs": 3, "seed": 1}
TWICE = 600  # ms after a training until its button begins another


def train(page, name="hello", **options):
    return page.evaluate(TRAIN, [name, options])


def begin(page, is_own=False, **fields):
    """Open Train, fill in options, perhaps choose the digits on the pad, too, and press its button."""
    open_part(page, "train")
    page.wait_for_function("() => document.getElementById('train-epochs')?.value")
    page.locator("#train summary").click()
    for name, value in fields.items():
        if isinstance(value, bool):
            page.set_checked(f"#train-{name}", value)
        else:
            page.fill(f"#train-{name}", str(value))
    if is_own:
        page.check("#train-own")
    page.click("#train-begin")


def until_status(page, text):
    page.locator(STATUS, has_text=text).wait_for()


def test_hello_learns_in_the_part_and_reads_a_seven(page):
    begin(page, epochs=12)
    until_status(page, "“my-hello” reads")
    percent = float(page.locator(STATUS).text_content().split("reads ")[1].split("%")[0])
    assert percent > 75, "of writers it never saw"
    assert page.locator("#train .neurons canvas").count() == 15
    points = page.locator("#train .curve-2[points]").first.get_attribute("points").split()
    assert len(points) == 12
    captions = page.locator("#train figcaption").all_text_contents()
    assert all("“my-hello”" in caption for caption in captions), captions
    pictures = "[...document.querySelectorAll('#train .neurons canvas')].map((one) => one.toDataURL())"
    light = page.evaluate(pictures)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(light) => {pictures}.every((one, i) => one !== light[i])", arg=light)
    page.get_by_role("button", name="Read with “my-hello”").click()
    page.wait_for_function("() => numbre.card.name === 'my-hello'")
    draw(page, SEVEN)
    assert settled(page) == "7"
    assert page.locator("#between").text_content() == "See “my-hello” at work"
    assert page.evaluate("location.hash") == "#train", "it is on this device alone"


def test_a_script_trains_a_network_and_uses_it(page):
    progress = page.evaluate(
        """async () => {
          const seen = [];
          const onProgress = (progress) => seen.push(progress);
          const result = await numbre.train('numbre', { epochs: 2, seed: 3, onProgress });
          return { result, last: seen.at(-1), count: seen.length };
        }"""
    )
    result = progress["result"]
    assert result["name"] == "my-numbre"
    assert result["epochs"] == 2
    assert 0.2 < result["accuracy"] < 1
    assert progress["last"] == {
        **{"epoch": 2, "epochs": 2, "part": 1, "secondsLeft": 0},
        **{key: pytest.approx(progress["last"][key]) for key in ("loss", "accuracy", "unseenLoss")},
        "unseenAccuracy": result["accuracy"],
    }
    assert page.evaluate("numbre.models").count("my-numbre") == 1
    page.evaluate("numbre.use('my-numbre')")
    card = page.evaluate("numbre.card")
    assert (card["name"], card["parameters"], card["here"]["options"]["seed"]) == ("my-numbre", 106_391, 3)
    [metrics] = card["metrics"].values()
    assert metrics["n"] == 600
    assert 1 - metrics["errors"] / 600 == pytest.approx(result["accuracy"])


def test_the_same_seed_trains_the_same_network(page):
    one, other = (train(page, **QUICK)["accuracy"] for _ in range(2))
    assert one == other


def test_a_network_trained_again_takes_the_place_of_the_older_one(page):
    train(page, epochs=1, seed=1)
    page.evaluate("numbre.use('my-hello')")
    draw(page, SEVEN)
    settled(page)
    found = train(page, epochs=20, seed=1, neurons=20)
    assert page.evaluate("numbre.card.parameters") == 784 * 20 + 20 + 20 * 10 + 10
    assert page.evaluate("numbre.models").count("my-hello") == 1
    assert found["accuracy"] > 0.8
    assert settled(page) == "7"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("numbre.train()", "name: expected one of hello, dropout, numbre, lesson, got undefined"),
        ("numbre.train('ink')", "name: expected one of hello, dropout, numbre, lesson, got ink"),
        ("numbre.train('hello', 5)", "options: expected an object"),
        ("numbre.train('hello', { batch: 1 })", "options.batch: expected only drawings, epochs, examples"),
        ("numbre.train('hello', { epochs: 0 })", "options.epochs: expected a whole number from 1 to 500"),
        ("numbre.train('hello', { epochs: 1.5 })", "options.epochs: expected a whole number"),
        ("numbre.train('hello', { examples: '9' })", "options.examples: expected a whole number"),
        ("numbre.train('hello', { learningRate: NaN })", "options.learningRate: expected a number"),
        ("numbre.train('hello', { neurons: 1e9 })", "options.neurons: expected a whole number"),
        ("numbre.train('hello', { seed: -1 })", "options.seed: expected a whole number"),
        ("numbre.train('hello', { signal: 1 })", "options.signal: expected an AbortSignal"),
        ("numbre.train('hello', { onProgress: 1 })", "options.onProgress: expected a function"),
        ("numbre.train('hello', { drawings: {} })", "options.drawings: expected an array"),
        ("numbre.train('hello', { drawings: [{ label: 10 }] })", "options.drawings[0].label: expected"),
        (
            "numbre.train('hello', { drawings: [{ label: 1, drawing: 7 }] })",
            "options.drawings[0].drawing: expected",
        ),
    ],
)
def test_a_wrong_option_is_named(shared_page, call, message):
    caught = shared_page.evaluate(f"{call}.catch((error) => [error.name, error.message])")
    assert caught[0] == "TypeError"
    assert caught[1].startswith(message)


def test_one_network_is_trained_at_a_time(page):
    [first, second] = page.evaluate(
        """() => Promise.all([
          numbre.train('hello', { epochs: 5 }),
          numbre.train('numbre').catch((error) => [error.name, error.message]),
        ])"""
    )
    assert first["name"] == "my-hello"
    assert second == [
        "BusyError",
        "Another network is being trained. Stop it first, or wait for its end.",
    ]


def test_a_signal_stops_a_training_and_another_can_begin(page):
    names = page.evaluate(
        """async () => {
          const names = [];
          for (const isLate of [false, true]) {
            const abort = new AbortController();
            if (!isLate) abort.abort();
            const onProgress = () => abort.abort();
            const training = numbre.train('hello', { epochs: 400, signal: abort.signal, onProgress });
            await training.catch((error) => names.push(error.name));
          }
          return names;
        }"""
    )
    assert names == ["AbortError", "AbortError"]
    assert "my-hello" not in page.evaluate("numbre.models")
    assert train(page, epochs=1)["name"] == "my-hello"


def test_an_aborted_training_rejects_with_the_reason_of_its_signal(page):
    """An error of the script's own comes back as the same object; that of a timeout keeps its name."""
    found = page.evaluate(
        """async () => {
          const reason = new Error('enough');
          const abort = new AbortController();
          const onProgress = () => abort.abort(reason);
          const rejected = (options) =>
            numbre.train('hello', { epochs: 500, ...options }).catch((error) => error);
          const own = await rejected({ signal: abort.signal, onProgress });
          const late = await rejected({ signal: AbortSignal.timeout(300) });
          return [own === reason, late.name];
        }"""
    )
    assert found == [True, "TimeoutError"]


def test_a_training_stopped_while_its_network_is_fetched_does_not_come_back(guard, served):
    kept = """globalThis.count = 0;
      globalThis.Worker = class extends Worker {
        constructor(url, ...given) { super(url, ...given); count += String(url).includes('training-'); }
      };"""
    held = []
    page = guard.open(served, before=lambda page: page.add_init_script(kept))
    page.route("**/models/dropout/*.bin", lambda route: held.append(route))
    open_part(page, "train")
    page.select_option("#train-network", "dropout")
    page.wait_for_function("() => document.getElementById('train-epochs')?.value === '4'")
    page.click("#train-begin")
    page.locator("#train-begin", has_text="Stop").wait_for()
    page.click("#train-begin")
    until_status(page, "The training was stopped before an epoch was over")
    assert train(page, **QUICK)["name"] == "my-hello"
    page.evaluate("() => { globalThis.second = numbre.train('hello', { epochs: 30, seed: 2 }); }")
    assert held, "the first is still waiting"
    for route in held:
        route.continue_()
    assert page.evaluate("second")["epochs"] == 30
    assert page.evaluate("count") == 2
    assert "my-dropout" not in page.evaluate("numbre.models")


def test_a_training_can_be_watched_or_hurried(page):
    times = []
    open_part(page, "train")
    for is_slow in (True, False):
        page.wait_for_function("() => document.getElementById('train-epochs')?.value")
        page.locator("#train details").evaluate("(options) => { options.open = true; }")
        page.set_checked("#train-slow", is_slow)
        page.fill("#train-epochs", "20")
        page.wait_for_timeout(TWICE)
        start = page.evaluate("performance.now()")
        page.click("#train-begin")
        page.locator("#train-begin", has_text="Stop").wait_for()
        page.locator("#train-begin", has_text="Train").wait_for()
        until_status(page, "“my-hello” reads")
        times.append(page.evaluate("performance.now()") - start)
    assert times[0] > 20 * 150
    assert times[1] < times[0]


def test_a_stopped_training_keeps_whole_epochs(page):
    begin(page, epochs=500)
    page.locator("#train .curve-2[points*=' ']").first.wait_for(state="attached")  # two epochs are over
    assert page.locator("#train-begin").text_content() == "Stop"
    page.click("#train-begin")
    until_status(page, "Stopped; what it has learned is kept. “my-hello” reads")
    epochs = page.evaluate("numbre.use('my-hello').then(() => numbre.card.here.epochs.length)")
    assert 2 <= epochs < 500


def test_a_training_pauses_and_goes_on(page):
    begin(page, epochs=100, slow=True)  # of more, a busy machine asks whether to go on
    page.locator("#train .curve-2[points*=' ']").first.wait_for(state="attached")
    page.get_by_role("button", name="Pause").click()
    page.locator(".train-progress", has_text="Paused.").wait_for()
    before = page.locator("#train progress").evaluate("(bar) => bar.value")
    draw(page, ONE)
    assert settled(page) == "1"
    after = page.locator("#train progress").evaluate("(bar) => bar.value")
    assert after - before < 0.02, "a report may have been under way"
    page.get_by_role("button", name="Resume").click()
    page.wait_for_function(
        "(from) => document.querySelector('#train progress').value > from + 0.05", arg=after
    )
    page.click("#train-begin")
    until_status(page, "“my-hello” reads")


def test_a_training_that_takes_long_asks_first(page):
    open_part(page, "train")
    page.select_option("#train-network", "lesson")
    page.wait_for_function("() => document.getElementById('train-epochs')?.value === '12'")
    page.locator("#train summary").click()
    page.fill("#train-epochs", "500")
    page.click("#train-begin")
    page.locator(STATUS, has_text="On this device this takes about").wait_for()
    page.get_by_role("button", name="Resume").wait_for()
    page.click("#train-begin")
    until_status(page, "The training was stopped before an epoch was over")


@pytest.mark.parametrize("begin_it", ["script", "part"])
def test_nobody_is_asked_about_a_script_or_while_the_part_is_closed(page, begin_it):
    """Both train on, although they take long on this device."""
    open_part(page, "train")
    page.select_option("#train-network", "lesson")
    page.wait_for_function("() => document.getElementById('train-epochs')?.value === '12'")
    page.locator("#train summary").click()
    page.fill("#train-epochs", "500")
    if begin_it == "part":
        page.click("#train-begin")
        page.locator("#train > .part-content, #train").get_by_role("button", name="Close").click()
    else:
        page.evaluate("() => { numbre.train('lesson', { epochs: 500 }).catch(() => {}); }")
    page.wait_for_function("() => document.querySelector('.train-progress').textContent.includes('left')")
    bar = "document.querySelector('#train progress').value"
    before = page.evaluate(bar)
    page.wait_for_function(f"(from) => {bar} > from", arg=before)
    assert "Paused" not in page.locator(".train-progress").text_content()
    assert "On this device" not in page.locator(STATUS).text_content()


@pytest.mark.parametrize("name", ["hello", "dropout", "numbre"])
def test_a_learning_rate_of_a_thousand_diverges_and_the_page_lives(page, name):
    caught = train(page, name, learningRate=1000)
    assert caught == [
        "DivergedError",
        "The training diverged: its loss grew without bound. Try a smaller learning rate.",
    ]
    draw(page, SEVEN)
    assert settled(page) == "7"
    assert page.evaluate("numbre.models").count(f"my-{name}") == 0


def test_the_part_says_that_a_training_diverged(page):
    begin(page, learningRate=1000)
    until_status(page, "The training diverged")
    page.select_option("#train-network", "numbre")
    page.wait_for_function("() => !document.querySelector('#train [role=status]').textContent")
    page.wait_for_function("() => document.getElementById('train-epochs').value === '20'")
    page.fill("#train-learningRate", "1,000")
    page.wait_for_timeout(TWICE)
    page.click("#train-begin")
    until_status(page, "The training diverged")
    loss = page.locator("#train .learning figure").nth(1)
    assert (
        loss.locator("figcaption")
        .text_content()
        .startswith("Loss of “my-numbre” after epoch 1: training over 1,000")
    )
    assert loss.locator("text").all_text_contents()[:3] == ["0", "500", "1,000"]


def test_a_training_that_fails_leaves_the_network_before_it_at_hand(page):
    begin(page, epochs=1)
    until_status(page, "“my-hello” reads")
    page.fill("#train-learningRate", "1,000")
    page.wait_for_timeout(TWICE)
    page.click("#train-begin")
    until_status(page, "The training diverged")
    page.get_by_role("button", name="Save as a file").wait_for()
    page.locator(
        "#train .note", has_text="It is forgotten when you reload the page, unless you save it."
    ).wait_for()
    assert page.locator("#train .curves").first.is_hidden()


def test_the_button_that_says_train_again_takes_the_focus_and_ignores_a_late_press(page):
    begin(page, epochs=20)
    page.get_by_role("button", name="Pause").focus()
    page.evaluate(
        """() => {
          const button = document.getElementById('train-begin');
          const press = () => button.textContent === 'Train' && button.click();
          const changes = { childList: true, characterData: true, subtree: true };
          new MutationObserver(press).observe(button, changes);
        }"""
    )
    until_status(page, "“my-hello” reads")
    assert page.locator("#train-begin").text_content() == "Train"
    assert page.evaluate("document.activeElement.id") == "train-begin"


def test_a_field_out_of_range_gets_a_sentence(page):
    begin(page, epochs="many", examples=5)
    assert page.locator("#train-epochs-problem").text_content() == "Enter a whole number from 1 to 500."
    assert page.locator("#train-examples-problem").text_content() == "Enter a whole number from 10 to 2,400."
    assert page.evaluate("document.activeElement.id") == "train-epochs"
    assert page.locator("#train-begin").text_content() == "Train"
    page.fill("#train-epochs", "1")
    page.fill("#train-examples", "100")
    page.click("#train-begin")
    until_status(page, "“my-hello” reads")


def test_digits_on_the_pad_are_learned_from_too(page):
    draw(page, SEVEN)
    settled(page)
    begin(page, is_own=True, epochs=1, examples=100)
    until_status(page, "“my-hello” reads")
    page.evaluate("numbre.use('my-hello')")
    counts = page.evaluate("numbre.card.here.counts")
    assert counts == {"own": 1, "examples": 100, "unseen": 600}


def test_a_network_is_saved_and_loaded_again(guard, served, tmp_path):
    page = guard.open(served)
    begin(page, epochs=10)
    until_status(page, "“my-hello” reads")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / saving.value.suggested_filename
    saving.value.save_as(path)
    assert path.name == "my-hello.numbre"
    page.evaluate("numbre.use('my-hello')")
    drawing = [[list(point) for point in stroke] for stroke in SEVEN]
    probabilities = page.evaluate("(drawing) => numbre.classify([drawing]).then((p) => [...p])", drawing)

    other = guard.open(served)
    open_part(other, "train")
    other.set_input_files("#train-file", path)
    until_status(other, "Loaded. “my-hello” reads")
    other.evaluate("numbre.use('my-hello')")
    found = other.evaluate("(drawing) => numbre.classify([drawing]).then((p) => [...p])", drawing)
    assert found == pytest.approx(probabilities, abs=1e-5)  # backends add in another order
    assert other.evaluate("numbre.card") == page.evaluate("numbre.card")


def test_a_damaged_file_and_another_are_refused(page, tmp_path):
    begin(page, epochs=1)
    until_status(page, "“my-hello” reads")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    content = bytearray(Path(saving.value.path()).read_bytes())
    content[len(content) // 2] ^= 1
    damaged, other = tmp_path / "damaged.numbre", tmp_path / "other.numbre"
    damaged.write_bytes(content)
    other.write_text("seven")
    page.set_input_files("#train-file", damaged)
    until_status(page, "This file is damaged.")
    page.set_input_files("#train-file", other)
    until_status(page, "This isn’t a network saved by Numbre.")


def test_drawings_that_do_not_come_are_named(guard, served):
    guard.allowed += FAILED_REQUEST
    page = guard.open(
        served, before=lambda page: page.context.route("**/drawings-*", lambda one: one.abort())
    )
    assert train(page) == [
        "NetworkError",
        "The drawings to train on couldn’t be fetched. Check your connection.",
    ]


def test_where_no_worker_can_start_the_page_itself_trains(guard, served):
    without = "delete globalThis.Worker;"
    page = guard.open(served, before=lambda page: page.add_init_script(without))
    assert train(page, **QUICK)["name"] == "my-hello"


def test_a_worker_that_dies_is_reported_and_another_training_can_begin(guard, served):
    kept = """globalThis.workers = [];
      globalThis.Worker = class extends Worker {
        constructor(...given) { super(...given); workers.push(this); }
      };"""
    page = guard.open(served, before=lambda page: page.add_init_script(kept))
    caught = page.evaluate(
        """() => numbre.train('hello', { epochs: 500, onProgress: () => {
          workers.at(-1).terminate();
          workers.at(-1).dispatchEvent(new ErrorEvent('error', { cancelable: true }));
        } }).catch((error) => [error.name, error.message])"""
    )
    assert caught[0] == "WorkerError"
    assert caught[1].startswith("The training ended unexpectedly; the device may be short of memory.")
    assert train(page, **QUICK)["name"] == "my-hello"


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_before_while_and_after(guard, served, size):
    page = guard.open(served, viewport=SIZES[size])
    page.evaluate(AXE)
    open_part(page, "train")
    page.wait_for_function("() => document.getElementById('train-epochs')?.value")
    page.locator("#train summary").click()
    check(page)
    page.fill("#train-epochs", "60")  # of more, a busy machine asks whether to go on
    page.set_checked("#train-slow", True)  # so that a fast one can be paused
    page.click("#train-begin")
    page.locator(".train-progress", has_text="left").wait_for()  # before, there is nothing to pause
    page.get_by_role("button", name="Pause").click()
    page.locator(".train-progress", has_text="Paused.").wait_for()
    check(page)
    page.get_by_role("button", name="Resume").click()
    page.locator("#train .curve-2[points*=' ']").first.wait_for(state="attached")
    page.click("#train-begin")
    until_status(page, "“my-hello” reads")
    check(page)


def test_compare_has_a_row_for_a_trained_network_and_follows_its_next_training(page):
    draw(page, SEVEN)
    open_part(page, "compare")
    row = page.locator("#compare tbody tr", has=page.get_by_role("rowheader", name="my-hello"))
    for epochs in (1, 4):
        result = train(page, epochs=epochs, seed=1)
        assert isinstance(result, dict), result
        accuracy = result["accuracy"]
        row.locator("td", has_text=f"{100 * accuracy:.2f}%").wait_for()
    row.locator(".digit:not(:empty)").wait_for()
    assert row.locator(".failure").count() == 0
    page.locator("#compare .note", has_text="Networks trained here: 600 digits").wait_for()


def test_about_and_look_inside_know_a_trained_network(page):
    train(page, **QUICK)
    page.evaluate("numbre.use('my-hello')")
    draw(page, SEVEN)
    open_part(page, "about")
    page.locator("#network-card dd", has_text="600 by six others test it").wait_for()
    page.locator("#network-card dd", has_text="seconds: 3 epochs").wait_for()
    assert page.locator("#network").input_value() == "my-hello"
    open_part(page, "inside")
    page.locator("#inside p", has_text="The first network that many people train").wait_for()
    page.locator("#inside p", has_text="while the network still learns").wait_for()
    open_part(page, "about")
    page.select_option("#network", "ink")
    page.wait_for_function("() => numbre.card.name === 'ink'")
    page.select_option("#network", "my-hello")
    page.wait_for_function("() => numbre.card.name === 'my-hello'")


def test_its_code_and_drawings_are_fetched_when_it_trains_and_cost_little(guard, served):
    page = guard.open(served)
    page.wait_for_load_state("networkidle")
    before = set(page.evaluate(FETCHED))
    assert not [path for path in before if "training-" in path or "drawings-" in path]
    begin(page, epochs=1)
    until_status(page, "“my-hello” reads")
    fetched = {path.rpartition("/")[2] for path in set(page.evaluate(FETCHED)) - before if "/assets/" in path}
    sizes = {name: size_of(name) for name in fetched}
    assert {name.rpartition("-")[0] for name in sizes} >= {"train", "training", "drawings", "wasm"}
    [drawings] = [size for name, size in sizes.items() if name.startswith("drawings-")]
    assert 0 < drawings < MOST_BYTES_OF_DRAWINGS
    assert sum(sizes.values()) < MOST_BYTES, json.dumps(sizes)


def size_of(name):
    """Return the bytes of a built file as served."""
    path = SITE / "assets" / name
    compressed = path.with_name(f"{name}.br")
    return (compressed if compressed.exists() else path).stat().st_size


@pytest.mark.offline
def test_a_network_that_was_trained_once_can_be_trained_offline(guard, site_copy):
    with serving(site_copy) as url:
        page = guard.open(url)
        until_cached(page)
        train(page, **QUICK)
        keep_used(page)
    reload(page)
    assert train(page, **QUICK)["name"] == "my-hello"
