"""The data sets: published counts, fixed splits, and one sentence for damaged files."""

import gzip
import shutil

import numpy as np
import pytest

from numbre.train.data import datasets, unipen_characters
from numbre.train.data.datasets import NOT_A_DIGIT
from numbre.train.data.download import DataError
from tools.docs import data_sets
from tools.docs.markdown import fill


def test_the_published_sets_have_their_published_sizes(published):
    sets = dict(published)
    assert {name: len(one.labels) for name, one in sets.items()} == {
        "mnist": 70_000,
        "pendigits": 7_494,
        "unipen": 11_756,
        "negatives": 24_241,
        "marks": 5_792,
    }
    sizes = {(name, part): len(one.part(part)[1]) for name, one in sets.items() for part in set(one.parts)}
    assert sizes == {
        ("mnist", "train"): 55_000,
        ("mnist", "validation"): 5_000,
        ("mnist", "test"): 10_000,
        ("pendigits", "train"): 5_995,
        ("pendigits", "validation"): 1_499,
        ("unipen", "train"): 10_344,
        ("unipen", "validation"): 1_412,
        ("negatives", "train"): 17_045,
        ("negatives", "validation"): 4_166,
        ("negatives", "unused"): 3_030,
        ("marks", "train"): 4_968,
        ("marks", "validation"): 824,
    }
    assert set(sets.pop("negatives").labels) == {NOT_A_DIGIT}
    assert set(sets.pop("marks").labels) == set(range(11, 22))
    for one in sets.values():
        assert set(one.labels) == set(range(10))
    for drawing in sets["unipen"].items:
        assert drawing


@pytest.mark.parametrize("name", ["pendigits", "unipen", "marks"])
def test_no_writer_is_on_both_sides_of_a_split(published, name):
    one = published[name]
    assert not set(one.part("train")[2]) & set(one.part("validation")[2])


def test_pendigits_has_thirty_writers(published):
    assert len(set(published["pendigits"].sources)) == 30


def test_a_limit_spreads_items_over_the_part(tiny_data):
    one = datasets.load_mnist(tiny_data, checked=False)
    images, labels, _ = one.part("train", 10)
    assert len(images) == len(labels) == 10
    assert len(set(labels)) > 3


def test_other_content_is_refused_unless_unchecked(tiny_data):
    with pytest.raises(DataError, match="not the published mnist"):
        datasets.load(tiny_data)
    assert len(datasets.load(tiny_data, checked=False)) == 3


@pytest.fixture
def copy(tiny_data, tmp_path):
    return shutil.copytree(tiny_data, tmp_path / "data")


@pytest.mark.parametrize("name", ["mnist.npz", "pendigits-orig.tra.gz"])
def test_half_a_file_is_reported(copy, name):
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=f"{name} is damaged or incomplete"):
        datasets.load(copy, checked=False)


def test_half_an_archive_is_reported(copy, tmp_path):
    shutil.make_archive(str(tmp_path / "unipen-dev"), "xztar", copy, "unipen-dev")
    packed = (tmp_path / "unipen-dev.tar.xz").read_bytes()
    shutil.rmtree(copy / "unipen-dev")
    (copy / "unipen-dev.tar.xz").write_bytes(packed)
    assert len(datasets.load_unipen(copy, checked=False).labels) > 0
    (copy / "unipen-dev.tar.xz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(DataError, match="damaged or incomplete"):
        datasets.load_unipen(copy, checked=False)


def test_an_archive_and_its_folder_hold_the_same(copy, tmp_path):
    unpacked = datasets.load_unipen(copy, checked=False)
    shutil.make_archive(str(copy / "unipen-dev"), "xztar", copy, "unipen-dev")
    shutil.rmtree(copy / "unipen-dev")
    packed = datasets.load_unipen(copy, checked=False)
    assert packed.sha256 == unpacked.sha256
    assert np.array_equal(packed.labels, unpacked.labels)


def test_a_missing_include_is_reported(copy):
    (copy / "unipen-dev/include/ced/1a.dat").unlink()
    with pytest.raises(DataError, match=r"lacks include/ced/1a\.dat"):
        datasets.load_unipen(copy, checked=False)


def test_a_label_other_than_a_digit_is_reported(copy):
    text = gzip.decompress((copy / "pendigits-orig.tra.gz").read_bytes())
    (copy / "pendigits-orig.tra.gz").write_bytes(gzip.compress(text.replace(b'? "7"', b'? "x"')))
    with pytest.raises(DataError, match="'x' is not a digit"):
        datasets.load_pendigits(copy, checked=False)


def test_a_segment_without_a_writer_is_reported(copy):
    text = gzip.decompress((copy / "pendigits-orig.tra.gz").read_bytes())
    (copy / "pendigits-orig.tra.gz").write_bytes(gzip.compress(text.replace(b".COMMENT", b".REMARK")))
    with pytest.raises(DataError, match="names the writer"):
        datasets.load_pendigits(copy, checked=False)


@pytest.mark.parametrize("shape", [(5, 28, 27), (4, 28, 28)])
def test_arrays_of_another_shape_are_reported(copy, shape):
    images, labels = np.zeros(shape, dtype=np.uint8), np.zeros(5, dtype=np.uint8)
    np.savez(copy / "mnist.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    with pytest.raises(DataError, match="does not hold MNIST's images"):
        datasets.load_mnist(copy, checked=False)


def test_characters_that_look_like_a_digit_are_no_negatives(tiny_data):
    negatives = datasets.load_negatives(tiny_data, checked=False)
    assert set(negatives.kinds) == {"A", "h", "w", "#"}, "an O looks like a zero"


def test_marks_are_no_negatives_but_have_labels_of_their_own(tiny_data):
    marks = datasets.load_marks(tiny_data, checked=False)
    assert [marks.kinds[marks.labels == 11 + index][0] for index in range(11)] == list("/:()%$+=-.,")
    assert set(marks.labels) == set(range(11, 22))
    assert set(marks.part("validation")[2]) == {"cea", "ceb", "ced"}
    assert not set(marks.kinds) & set(datasets.load_negatives(tiny_data, checked=False).kinds)


def test_items_name_their_writer_and_category(tiny_data):
    digits = datasets.load_unipen(tiny_data, checked=False)
    assert set(digits.categories) == {"1a", "7"}
    assert {"syn cam", "tos 1002", "imp 6", "hpp hpb3-ad0"} <= set(digits.writers)
    assert set(digits.labels[digits.categories == "7"]) == {7}


def test_a_folder_of_version_one_is_reported_and_loads_unchecked(copy):
    for contributor in ("syn", "tos", "imp"):
        for folder in (copy / "unipen-dev").glob(f"data/*/{contributor}"):
            shutil.rmtree(folder)
    with pytest.raises(DataError, match="version 1 of the files from UNIPEN"):
        datasets.load_unipen(copy)
    assert "syn" not in datasets.load_unipen(copy, checked=False).sources


def test_unseen_kinds_and_held_out_people_never_train(published):
    negatives = published["negatives"]
    train = negatives.parts == "train"
    assert not set(negatives.kinds[train]) & unipen_characters.UNSEEN
    nobody = {"^", "#"}  # kinds that nobody who validates wrote
    assert set(negatives.kinds[negatives.parts == "validation"]) >= unipen_characters.UNSEEN - nobody
    assert set(negatives.sources[negatives.parts == "validation"]) == datasets.UNIPEN_VALIDATION - {"cec"}
    assert not set(negatives.sources[train]) & datasets.UNIPEN_VALIDATION
    assert {*sorted(set(negatives.kinds))[::6]} == unipen_characters.UNSEEN, "the rule"


def test_a_contributor_gives_a_limited_number_of_one_letter(published):
    negatives = published["negatives"]
    _, counts = np.unique(np.stack([negatives.sources, negatives.kinds]), axis=1, return_counts=True)
    assert counts.max() == unipen_characters.KEPT


def test_docs_count_the_published_sets(published, published_numbers):
    found = data_sets.tables(published, published_numbers)
    assert fill(data_sets.PAGE.read_text(), found, data_sets.COMMAND) == data_sets.PAGE.read_text()


def test_cuts_are_read_as_they_were_written(tmp_path):
    drawings = [
        [np.array([(0, 1), (2, 3)])],
        [np.array([(5, 5)]), np.array([(1, 1, 7), (2, 2, 8), (3, 4, 9)])],
    ]
    path = tmp_path / "folder" / "cuts.npz"
    labels, sources = np.array([4, 12]), np.array(["aga", "hpp"])
    datasets.save_cuts(path, drawings, labels, sources)
    read = datasets.load_cuts(path)
    assert (read.name, set(read.parts)) == ("context", {"train"})
    assert [read.labels.tolist(), read.sources.tolist()] == [[4, 12], ["aga", "hpp"]]
    for found, drawing in zip(read.items, drawings, strict=True):
        assert [stroke.tolist() for stroke in found] == [stroke[:, :2].tolist() for stroke in drawing]
    datasets.save_cuts(path, drawings, np.array([5, 12]), sources)
    assert datasets.load_cuts(path).sha256 != read.sha256


@pytest.mark.parametrize("content", [None, b"", b"no archive", b"PK\x03\x04 cut off"])
def test_cuts_that_are_missing_or_damaged_are_said_to_be(tmp_path, content):
    path = tmp_path / "cuts.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=r"cuts.npz is missing or damaged; write it with: numbre cut --out"):
        datasets.load_cuts(path)


def test_everyone_trains_but_the_scans_that_test(tiny_data):
    sets = datasets.load(tiny_data, checked=False)
    all_train = datasets.everyone(sets)
    assert set(all_train["mnist"].parts) == {"train", "test"}
    assert np.array_equal(all_train["mnist"].parts == "test", sets["mnist"].parts == "test")
    assert set(all_train["unipen"].parts) == set(all_train["pendigits"].parts) == {"train"}
