"""Fixtures that several test files share: data, runs, the built site."""

import os
import signal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from numbre.train.data import datasets
from tests.fixtures.commands import run_command
from tests.fixtures.tiny_data import write_tiny_data
from tools.paths import MODELS

LONG = (  # groups of tests that take long: they train, or build, or draw most
    *("webkit", "firefox", "chromium"),  # tests/browser/engines
    *("test_cross_validation.py", "tiny_run", "test_fit.py"),
    *("test_ablations.py", "seeded", "test_held_out.py", "test_build.py", "test_javascript.py"),
    *("test_links.py", "test_worker.py", "test_train.py", "test_accessibility.py", "test_updates.py"),
    *(
        "test_corrections.py",
        "test_compare.py",
        "test_look_inside.py",
        "test_lighthouse.py",
        "static",
        "published_if_any",
    ),
)
EPOCHS, SEED = 3, 7  # of the tiny run
SEEDS = 3
NAMES = sorted(path.name for path in MODELS.iterdir() if path.is_dir())

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # as shells set it for what they start in the background; commands that tests interrupt would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before that of pytest-xdist, which reads the marks
def pytest_collection_modifyitems(items):
    """Keep tests in one process that share a costly fixture or a file; others run beside them.

    Long groups begin first, so that no process waits at the end for another that has just begun one.
    """
    groups = {}
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        asked = [*item.fixturenames, parameters.get("site", "")]
        costly = [name for name in ("tiny_run", "seeded", "published_if_any", "static") if name in asked]
        groups[item] = costly[0] if costly else parameters.get("engine", item.path.name)
        item.add_marker(pytest.mark.xdist_group(groups[item]))
    items.sort(key=lambda item: groups[item] not in LONG)


def pytest_terminal_summary(terminalreporter):
    """Name the browser engines that tests/browser/engines has run in, and those that it has skipped."""
    outcomes = ("passed", "failed", "skipped")
    reports = [report for outcome in outcomes for report in terminalreporter.getreports(outcome)]
    named = {pair for report in reports for pair in report.user_properties}
    for kind in ("engines", "engines skipped"):
        if titles := sorted(title for name, title in named if name == kind):
            terminalreporter.write_line(f"{kind}: {', '.join(titles)}")


@pytest.fixture(scope="session")
def real_data():
    """The folder of the published sets; skip without it, because tests download nothing."""
    named = _named_data()
    if named is None:
        pytest.skip("needs the published data: set NUMBRE_DATA to a folder that holds it")
    return named


def _named_data():
    named = os.environ.get("NUMBRE_DATA")
    return Path(named) if named and (Path(named) / "mnist.npz").exists() else None


@pytest.fixture(scope="session")
def published_if_any():
    """The published sets, read once; None without them."""
    named = _named_data()
    return named and datasets.load(named, negatives=True)


@pytest.fixture(scope="session")
def published(real_data, published_if_any):
    """The published sets; skip without them."""
    return published_if_any


@pytest.fixture(scope="session")
def published_numbers(published, real_data):
    """The published numbers, read once."""
    return datasets.load_numbers(real_data)


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory):
    """A few hundred synthetic digits in the published formats."""
    return write_tiny_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def numbre():
    """Run the command `numbre`; return the completed process with its text output."""
    return run_command


@pytest.fixture(scope="session")
def tiny_run(tiny_data, tmp_path_factory, numbre):
    """A finished run of `numbre train ink --quick` on the tiny data; what it printed lies beside it."""
    out = tmp_path_factory.mktemp("runs") / "ink"
    more = ("--epochs", EPOCHS, "--seed", SEED, "--unchecked", "--data", tiny_data, "--out", out)
    done = numbre("train", "ink", "--quick", *more)
    assert done.returncode == 0, done.stderr
    (out.parent / "stdout.txt").write_text(done.stdout)
    (out.parent / "stderr.txt").write_text(done.stderr)
    return out


@pytest.fixture(scope="session")
def tiny_models(tiny_run, tiny_data, tmp_path_factory, numbre):
    """A folder of bundles that holds the export of the tiny run."""
    out = tmp_path_factory.mktemp("models")
    done = numbre("export", tiny_run, "--unchecked", "--data", tiny_data, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def seeded(numbre, tiny_data, tmp_path_factory):
    """Finished runs of the network numbre with SEEDS seeds, on the tiny data, and the message of the last."""
    out = tmp_path_factory.mktemp("seeds") / "numbre"
    words = ("numbre", "--quick", "--unchecked", "--data", tiny_data, "--out", out, "--workers", 1, "--seeds")
    for count, more in ((SEEDS - 1, ()), (SEEDS, ("--resume",))):  # the second call adds the last seed
        done = numbre("train", *words, count, *more)
        assert done.returncode == 0, done.stderr
    return out, done.stdout


@pytest.fixture
def app():
    """The application that serves the built page."""
    from numbre.web import create_app

    return create_app()


@pytest.fixture
def client(app):
    """A client of the application, without a network; responses are read whole and closed."""

    class Client(app.test_client_class or FlaskClient):
        def open(self, *arguments, **options):
            return super().open(*arguments, **{"buffered": True} | options)

    app.test_client_class = Client
    return app.test_client()
