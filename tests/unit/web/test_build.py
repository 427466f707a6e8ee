"""The build: a site holds the files that the page fetches, and nothing is built from a damaged source."""

import gzip
import hashlib
import json
import re
import shutil
import subprocess

import pytest

from tools.node import node_environment
from tools.paths import MODELS, ROOT, SITE

PAGE_FILES = re.compile(r"(summary|card|model)\.json|.*\.bin")
SITE_URL = "https://example.org/some/a&b/"
PREVIEW_BYTES = 60_000
ADDRESS = "https://code.example/some/numbre"


def copy_web(folder):
    """Copy web/ to a folder with an unusual name in another one, with the same packages; returns the copy."""
    copy = folder / "page (network) [1]"
    shutil.copytree(ROOT / "web", copy, ignore=shutil.ignore_patterns("node_modules", "site", "site.making"))
    (copy / "node_modules").symlink_to(ROOT / "web" / "node_modules")
    (folder / "export").mkdir()
    for name in ("pyproject.toml", "LICENSE", "export/card.schema.json"):
        shutil.copy(ROOT / name, folder / name)
    return copy


@pytest.fixture
def web(tmp_path):
    """A copy of web/ that a test may damage."""
    return copy_web(tmp_path)


@pytest.fixture(scope="module")
def without_address(tmp_path_factory):
    """A site built from a copy that names no repository."""
    copy = copy_web(tmp_path_factory.mktemp("copy"))
    edit(copy / "package.json", lambda package: package.pop("repository", None))
    assert build(copy).returncode == 0
    return copy / "site"


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((ADDRESS, SITE_URL), id="address"),
        pytest.param(
            ({"type": "git", "url": f"git+{ADDRESS}.git"}, SITE_URL.removesuffix("/")),
            id="npm's form, no slash",
        ),
    ],
)
def with_addresses(request, tmp_path_factory):
    """A site built from a copy that names the repository, for an address of its own."""
    repository, address = request.param
    copy = copy_web(tmp_path_factory.mktemp("copy"))
    keep_default(copy)
    edit(copy / "package.json", lambda package: package.update(repository=repository))
    earlier = copy / "site"  # compressed variants of an earlier site: one is damaged, one of other content
    earlier.mkdir()
    (earlier / "icon.svg.gz").write_bytes(b"damaged")
    (earlier / "index.html.gz").write_bytes(gzip.compress(b"other"))
    assert build(copy, f"--site-url={address}").returncode == 0
    return copy / "site"


def build(web, *options):
    """Run the build of a copy of web/; returns the completed process."""
    words = ["node", "build/build.mjs", *options]
    return subprocess.run(words, cwd=web, env=node_environment(), capture_output=True, text=True, timeout=200)


def refused(web, *options):
    """Expect that the build fails, without a trace and without a site; returns the sentence."""
    done = build(web, *options)
    assert done.returncode == 1
    assert not (web / "site").exists()
    [sentence] = done.stderr.splitlines()
    return sentence


def keep_default(web):
    """Remove all networks but the default: compressing them takes long."""
    for folder in (web / "models").iterdir():
        if folder.name != "ink":
            shutil.rmtree(folder)


def edit(path, change):
    """Change a JSON file in place."""
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def edit_verified(bundle, change, name="summary.json"):
    """Change a file, and its hash in the card."""
    edit(bundle / name, change)
    sha256 = hashlib.sha256((bundle / name).read_bytes()).hexdigest()
    edit(bundle / "card.json", lambda card: card["files"][name].update(sha256=sha256))


def without_biases(model):
    """Replace the first dense layer by one that the page cannot compute."""
    dense = next(node for node in model["modelTopology"]["node"] if node["op"] == "_FusedMatMul")
    dense["op"] = "MatMul"


def names(folder):
    """Return the paths of all files in a folder, without hashes and compressed variants."""
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return {re.sub(r"-[A-Z0-9]{8}\.", ".", path) for path in paths if not path.endswith((".br", ".gz"))}


def test_a_copy_under_another_name_builds_the_same_site(without_address):
    assert names(without_address) == names(SITE)
    sizes = [
        sum(path.stat().st_size for path in (folder / "assets").glob("*.js"))
        for folder in (without_address, SITE)
    ]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.01)  # all of the core would be a third more


def test_compressed_variants_hold_what_their_files_hold(with_addresses):
    variants = list(with_addresses.rglob("*.gz"))
    assert with_addresses / "index.html.gz" in variants
    for path in variants:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_a_site_holds_of_a_bundle_what_the_page_fetches():
    for bundle in MODELS.iterdir():
        kept = {path.name for path in bundle.iterdir() if PAGE_FILES.fullmatch(path.name)}
        assert {
            path.name
            for path in (SITE / "models" / bundle.name).iterdir()
            if path.suffix not in (".br", ".gz")
        } == kept


def test_the_first_reading_is_preloaded_without_the_full_card():
    preloaded = re.findall(r'rel="preload"[^>]* href="([^"]+)"', (SITE / "index.html").read_text())
    assert set(preloaded) == {
        f"models/ink/{name}" for name in ("summary.json", "model.json", "group1-shard1of1.bin")
    }


def test_the_worker_caches_summary_and_card_of_the_default_network_at_once():
    shell = re.search(r"shell:(\[[^\]]*\])", (SITE / "sw.js").read_text())[1]
    assert {"models/ink/summary.json", "models/ink/card.json"} <= set(json.loads(shell))
    assert "golden.json" not in (SITE / "sw.js").read_text()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda bundle: (bundle / "summary.json").unlink(), "summary.json is missing"),
        (lambda bundle: (bundle / "model.json").unlink(), "model.json is missing"),
        (lambda bundle: (bundle / "card.json").write_text("{"), "card.json is damaged"),
        (
            lambda bundle: edit(bundle / "card.json", lambda card: card.update(format=1)),
            "card.json has format 1, not 2",
        ),
        (
            lambda bundle: edit(bundle / "card.json", lambda card: card.pop("history")),
            "card.json lacks 'history'",
        ),
        (
            lambda bundle: edit(bundle / "card.json", lambda card: card.update(parameters="many")),
            "card.json: 'parameters' must be a whole number, not \"many\"",
        ),
        (
            lambda bundle: edit(bundle / "model.json", dict.popitem),
            "model.json is not the file that card.json names",
        ),
        (
            lambda bundle: edit_verified(bundle, lambda card: card.pop("classes")),
            "summary.json lacks 'classes'",
        ),
        (
            lambda bundle: edit_verified(bundle, lambda summary: summary.update(calibrated=False)),
            "summary.json and card.json differ in 'calibrated'",
        ),
        (
            lambda bundle: edit_verified(bundle, without_biases, "model.json"),
            "model.json: the page cannot compute the operation MatMul",
        ),
        (shutil.rmtree, "is missing"),
    ],
)
def test_a_damaged_or_old_bundle_is_named_with_its_remedy(web, damage, reason):
    damage(web / "models" / "ink")
    sentence = refused(web)
    assert reason in sentence
    assert f"The bundle {web / 'models' / 'ink'}" in sentence
    assert sentence.endswith("export it again with: numbre export runs/ink")


@pytest.mark.parametrize("count", [0, 2])
@pytest.mark.parametrize("marker", ["<!-- preloads -->", "<!-- version -->", 'src="main.js"'])
def test_a_marker_that_does_not_stand_once_in_the_document_is_named(web, marker, count):
    keep_default(web)
    path = web / "page" / "index.html"
    path.write_text(path.read_text().replace(marker, marker * count))
    assert refused(web) == f"index.html must hold {marker} once, not {count} times"


@pytest.mark.parametrize("name", ["icon.svg", "icons/180.png", "icons/192.png"])
def test_a_missing_icon_is_named(web, name):
    (web / "page" / name).unlink()
    assert refused(web) == f"page/{name} is missing, though the page or its manifest names it"


@pytest.mark.parametrize("content", [None, "{", "{}", '{"icons": [{}]}'])
def test_a_damaged_manifest_is_named(web, content):
    manifest = web / "page" / "manifest.webmanifest"
    manifest.unlink() if content is None else manifest.write_text(content)
    assert refused(web) == "page/manifest.webmanifest is missing or damaged"


def test_the_page_links_to_its_source_where_the_address_is_set(with_addresses):
    html = (with_addresses / "index.html").read_text()
    assert f'<a href="{ADDRESS}" rel="noreferrer">Source code</a>' in html


def test_the_page_has_no_link_to_its_source_while_the_address_is_unset(without_address):
    html = (without_address / "index.html").read_text()
    assert "Source code" not in html
    assert "<!-- source -->" not in html


def test_an_address_that_is_none_is_named(web):
    edit(web / "package.json", lambda package: package.update(repository="javascript:alert(1)"))
    assert '"repository" must be an address that starts with https://' in refused(web)


def heads(site):
    """Return {name: content} of the metadata in the head of a site's document, and the canonical address."""
    html = (site / "index.html").read_text()
    found = dict(
        re.findall(r'<meta (?:name="description" )?(?:property|name)="([^"]+)" content="([^"]*)"', html)
    )
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
    return found | ({"canonical": canonical[0]} if canonical else {})


def test_a_site_with_an_address_has_a_preview(with_addresses):
    head = heads(with_addresses)
    assert head["canonical"] == head["og:url"] == "https://example.org/some/a&amp;b/"
    assert head["og:image"] == "https://example.org/some/a&amp;b/icons/preview.png"
    assert head["twitter:card"] == "summary_large_image"
    preview = (with_addresses / "icons" / "preview.png").read_bytes()
    assert preview.startswith(b"\x89PNG")
    assert [int.from_bytes(preview[at : at + 4]) for at in (16, 20)] == [
        int(head[f"og:image:{side}"]) for side in ("width", "height")
    ]
    assert len(preview) <= PREVIEW_BYTES
    assert "preview.png" not in (with_addresses / "sw.js").read_text()  # nothing for offline use
    assert "preview.png" not in (with_addresses / "manifest.webmanifest").read_text()


def test_a_site_without_an_address_has_titles_for_chats_and_no_preview():
    head = heads(SITE)
    assert head["og:title"] == "Numbre reads handwritten numbers"
    assert head["og:description"].startswith("Write a number by hand.")
    assert not head.keys() & {"canonical", "og:url", "og:image", "twitter:card"}
    assert not (SITE / "icons" / "preview.png").exists()
    assert "<!-- address -->" not in (SITE / "index.html").read_text()


@pytest.mark.parametrize(
    "address",
    [
        *("", "example.org/numbre", "/numbre/", "ftp://example.org/", "javascript:alert(1)", "https://"),
        *("https://example.org/?page=1", "https://example.org/#top", "https://me:secret@example.org/"),
        *("https://example.org/index.html", "https://example.org/a b/", "https:example.org", "https://[::1/"),
    ],
)
def test_an_address_of_the_site_that_is_none_is_named(web, address):
    sentence = refused(web, f"--site-url={address}")
    assert sentence.startswith("SITE_URL must be the address of the site's folder, such as https://")
    assert sentence.endswith(f", not {address}")


def test_the_page_shows_its_version_and_brings_its_licence():
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)[1]
    html = (SITE / "index.html").read_text()
    assert f"Version {version}" in html
    [path] = re.findall(r'<a href="([^"]+)">MIT License</a>', html)
    assert (SITE / path).read_text() == (ROOT / "LICENSE").read_text()


@pytest.mark.parametrize("content", [None, "", 'version = "<b>"\n'])
def test_a_missing_version_is_named(web, content):
    keep_default(web)
    path = web.parent / "pyproject.toml"
    path.unlink() if content is None else path.write_text(content)
    assert refused(web) == "pyproject.toml is missing or names no version"


def make_site(dist, *variables):
    words = ["make", "--silent", "site", f"DIST={dist}", *variables]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=200)


def test_make_site_writes_into_an_empty_folder_and_over_a_built_page(tmp_path):
    for _ in range(2):
        assert make_site(tmp_path).returncode == 0
        assert names(tmp_path) == names(SITE)


def test_make_site_takes_the_address_of_the_site(tmp_path):
    assert make_site(tmp_path / "dist", f"SITE_URL={SITE_URL}").returncode == 0
    assert heads(tmp_path / "dist")["canonical"] == SITE_URL.replace("&", "&amp;")
    assert names(tmp_path / "dist") == names(SITE) | {"icons/preview.png"}


def test_make_site_keeps_what_was_there_where_the_address_is_none(tmp_path):
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "sw.js").write_text("of an earlier site")
    done = make_site(dist, "SITE_URL=example.org")
    assert done.returncode == 2
    assert "SITE_URL must be the address of the site's folder" in done.stderr
    assert names(tmp_path) == {"dist/sw.js"}


def test_make_site_replaces_no_other_folder(tmp_path):
    (tmp_path / "letter.txt").touch()
    done = make_site(tmp_path)
    assert done.returncode == 2
    assert "is not a built page: remove it first" in done.stderr
    assert names(tmp_path) == {"letter.txt"}


def test_an_import_of_all_of_the_core_is_refused(web):
    path = web / "page" / "network" / "classifier.js"
    path.write_text("import '@tensorflow/tfjs-core';\n" + path.read_text())
    done = build(web)
    assert done.returncode == 1
    assert "imports all of @tensorflow/tfjs-core" in done.stderr
