"""The UNIPEN reader, on files written for it."""

import numpy as np
import pytest

from numbre.train.data.download import DataError
from numbre.train.data.unipen_format import Reader

FILES = {
    "outer.doc": ".COORD X Y\n.INCLUDE inner.dat\n",
    "inner.dat": """.WRITER_ID anna
.PEN_DOWN
 1 10
 2 20
 3 30
.PEN_UP
.PEN_DOWN
 4 40
 5 50
.PEN_UP
 6 60
.PEN_DOWN
 7 70
.PEN_UP
""",
}


def read(text, files=FILES):
    return Reader(files.__getitem__).read(text, "test.dat")


def drawing(selection, text=".INCLUDE outer.doc\n"):
    document = read(f'{text}.SEGMENT CHARACTER {selection} ? "7"\n')
    return [stroke.tolist() for stroke in document.drawing(document.segments[0])]


def test_nested_includes_are_numbered_as_one_and_y_points_down():
    assert drawing("0") == [[[1, -10], [2, -20], [3, -30]]]


def test_a_pen_up_component_counts_only_if_it_holds_points():
    assert drawing("3") == [[[7, -70]]]


def test_a_range_takes_its_pen_down_components():
    assert drawing("0-3") == [[[1, -10], [2, -20], [3, -30]], [[4, -40], [5, -50]], [[7, -70]]]


def test_a_list_takes_each_of_its_parts():
    assert drawing("0,3") == [[[1, -10], [2, -20], [3, -30]], [[7, -70]]]


def test_points_of_a_range_are_counted_from_zero_with_both_ends():
    assert drawing("0:1-1:0") == [[[2, -20], [3, -30]], [[4, -40]]]
    assert drawing("0:1-0:1") == [[[2, -20]]]
    assert drawing("0:2-1") == [[[3, -30]], [[4, -40], [5, -50]]]


def test_columns_are_taken_by_name():
    text = ".COORD T Y P X\n.PEN_DOWN\n 0 1 9 2\n 5 3 9 4\n"
    assert drawing("0", text) == [[[2, -1], [4, -3]]]


def test_the_first_comment_after_a_segment_is_its_own():
    text = '.COMMENT no\n.SEGMENT DIGIT 0 ? "1"\n.COMMENT 1 7 3\n.COMMENT no\n.PEN_DOWN\n1 1\n'
    assert read(text).segments[0].comment == "1 7 3"


def test_a_file_that_includes_itself_is_reported():
    with pytest.raises(DataError, match=r"b\.dat includes a\.dat"):
        read(".INCLUDE a.dat\n", {"a.dat": ".INCLUDE b.dat\n", "b.dat": ".INCLUDE a.dat\n"})


def test_other_keywords_between_components_hold_no_points():
    assert drawing("1", ".PEN_DOWN\n1 1\n.PEN_UP\n.DT 100\n.PEN_DOWN\n2 2\n") == [[[2, -2]]]


def test_keywords_may_be_followed_by_tabs():
    document = read('.PEN_DOWN\n1\t1\n.PEN_UP\n.SEGMENT\tCHARACTER\t0\t?\t"4"\n')
    assert document.segments[0].label == "4"
    assert np.array_equal(document.drawing(document.segments[0])[0], [[1, -1]])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (".PEN_DOWN\n 1 x\n", "test.dat, line 2: '1 x' is not a point"),
        (".PEN_DOWN\n nan 1\n", "test.dat, line 2: 'nan 1' is not a point"),
        (".PEN_DOWN\n 1\n", "test.dat, line 2: '1' is not a point"),
        (".SEGMENT CHARACTER\n", "test.dat, line 1: cannot read '.SEGMENT CHARACTER'"),
        (".COORD T P\n", "test.dat, line 1"),
    ],
)
def test_a_malformed_line_is_reported_with_its_place(text, message):
    with pytest.raises(DataError, match=message):
        read(text)


@pytest.mark.parametrize("selection", ["9", "0-9", "a", "0:x", "3-1", "9" * 5000, "٣"])
def test_a_selection_that_cannot_be_is_reported(selection):
    with pytest.raises(DataError, match=r"test\.dat, line 2"):
        drawing(selection)
