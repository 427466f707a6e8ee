"""Numbers and words: which labels are kept, how they read, and what is counted instead."""

from collections import Counter

import pytest

from numbre.train.data import datasets
from numbre.train.data.download import DataError
from numbre.train.data.numbers import NO_INK, ONE, OTHER, text_of


def write(folder, place, *labels, strokes=None):
    """Write a UNIPEN file with one stroke and one segment for each label."""
    path = folder / "unipen-dev" / "data" / place
    path.parent.mkdir(parents=True)
    count = len(labels) if strokes is None else strokes
    ink = "".join(f".PEN_DOWN\n{i} 0\n{i} 9\n.PEN_UP\n" for i in range(count))
    segments = "".join(f'.SEGMENT WORD {i} ? "{label}"\n' for i, label in enumerate(labels))
    path.write_text(f".COORD X Y\n{ink}{segments}")


def load(folder):
    """Load the numbers in a folder of any content."""
    return datasets.load_numbers(folder, checked=False)


@pytest.mark.parametrize(
    ("label", "source", "category", "text"),
    [
        ("1 2 : 0 5", "hpp", "8", "12:05"),
        ("(212) 753-8675", "hpp", "8", "(212) 753-8675"),
        ("1 2 : 0 5", "hpp", "7", "1 2 : 0 5"),
        ("0 1 2", "apb", "8", "0 1 2"),
        (" 12   5", "att", "8", "12 5"),
        (r"1\"", "par", "7", '1"'),
        (r"\\\"", "par", "7", '\\"'),
    ],
)
def test_a_label_says_a_text(label, source, category, text):
    assert text_of(label, source, category) == text


def test_labels_of_digits_marks_and_spaces_are_numbers(tmp_path):
    kept = ("$1,234.50", "(408) 974-3145", "1+2=3", "50%", "4/5", "47")
    left = ("5", "-", "$ -", "4th", "#5", r"12\"", "1;2", "", "é1")
    write(tmp_path, "7/par/lynne.dat", *kept, *left)
    found = load(tmp_path)
    assert [one.text for one in found.numbers] == list(kept)
    assert found.words == []
    assert found.left_out == {ONE: 2, OTHER: 7}
    [first, *_] = found.numbers
    assert (first.source, first.writer, first.category, first.part) == ("par", "par lynne", "7", "train")
    assert len(first.drawing) == 1


def test_words_are_of_letters_and_of_category_seven(tmp_path):
    write(tmp_path, "7/cec/Wu.dat", "Hello", "a", "don't", "XXX", "at")
    write(tmp_path, "8/scr/d1/st1.dat", "line", "47")
    found = load(tmp_path)
    assert [(one.text, one.part) for one in found.words] == [("Hello", "validation"), ("at", "validation")]
    assert [(one.text, one.part) for one in found.numbers] == [("47", "train")]


def test_labels_without_all_their_ink_are_left_out(tmp_path):
    write(tmp_path, "7/par/a.dat", "47", "word", "48", strokes=1)
    found = load(tmp_path)
    assert [one.text for one in found.numbers] == ["47"]
    assert found.left_out == {NO_INK: 2}


def test_a_missing_include_is_reported(tmp_path):
    write(tmp_path, "7/par/a.dat", "47")
    path = tmp_path / "unipen-dev/data/7/par/a.dat"
    path.write_text(".INCLUDE par/a.doc\n" + path.read_text())
    with pytest.raises(DataError, match=r"lacks include/par/a\.doc"):
        load(tmp_path)


def test_tiny_numbers(tiny_data):
    found = load(tiny_data)
    texts = {(one.source, one.text) for one in found.numbers}
    assert {("hpp", "12:05"), ("scr", "1 2 : 0 5"), ("cec", "12.50"), ("hpp", "$36 7%")} <= texts
    assert {one.text for one in found.words} == {"Aw"}


def test_the_published_numbers(published_numbers):
    found = published_numbers
    assert (len(found.numbers), len(found.words)) == (875, 14_174)
    assert found.left_out == {ONE: 4_426, OTHER: 1_974}
    assert sum(one.text.isdecimal() and one.category == "7" for one in found.numbers) == 182
    assert {one.source for one in found.numbers + found.words if one.part == "validation"} == {
        "cea",
        "ceb",
        "cec",
    }
    assert Counter(one.category for one in found.words) == {"7": 14_174}
    assert all(one.drawing for one in found.numbers + found.words)
