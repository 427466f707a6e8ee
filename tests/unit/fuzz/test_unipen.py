"""The UNIPEN reader on generated files: it reads them, or raises a DataError."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from numbre.train.data.download import DataError
from numbre.train.data.unipen_format import Reader
from tests.unit.fuzz.generated import EXAMPLES

NUMBER = st.integers(-(10**6), 10**6).map(str) | st.floats().map(str) | st.text(max_size=4)
POINT = st.lists(NUMBER, max_size=4).map(" ".join)
INDEX = st.integers(0, 5).map(str)
END = st.builds(lambda component, point: f"{component}:{point}", INDEX, INDEX) | INDEX
SELECTION = st.lists(
    END | st.builds("-".join, st.tuples(END, END)) | st.text("0123456789:-,", max_size=6), max_size=3
).map(",".join)
LINE = st.one_of(
    POINT,
    st.sampled_from(
        [".PEN_DOWN", ".PEN_UP", ".COORD X Y", ".COORD Y T X", ".COMMENT good", ".INCLUDE a", ".INCLUDE b"]
    ),
    SELECTION.map('.SEGMENT CHARACTER {} ? "7"'.format),
    st.text(max_size=20),
    st.text(max_size=12).map(".SEGMENT {}".format),
)
FILE = st.lists(LINE, max_size=12).map("\n".join)
PEN = ".PEN_DOWN\n1 2\n3 4\n.PEN_UP\n"


@EXAMPLES
@given(FILE, FILE, FILE)
@example(f'{PEN}.SEGMENT CHARACTER {"9" * 5000} ? "7"', "", "")
@example(f'{PEN}.SEGMENT CHARACTER 0:{"9" * 5000}-0:1 ? "7"', "", "")
@example(".INCLUDE a", ".INCLUDE b", ".INCLUDE a")
def test_any_file_is_read_or_refused(text, first, second):
    try:
        document = Reader({"a": first, "b": second}.__getitem__).read(text, "test.dat")
    except DataError:
        return
    for component in document.components:
        assert component.points.shape[1:] == (2,)
        assert np.isfinite(component.points).all()
    for segment in document.segments:
        try:
            strokes = document.drawing(segment)
        except DataError:
            continue
        assert all(len(stroke) for stroke in strokes)
