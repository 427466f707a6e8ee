"""Settings and strategies of the tests with generated input.

The examples are the same in every run, a hundred a test; NUMBRE_EXAMPLES=10000 tries more, other ones.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

MANY = os.environ.get("NUMBRE_EXAMPLES")
EXAMPLES = settings(
    max_examples=int(MANY or 100),
    derandomize=not MANY,
    database=None,
    deadline=None,  # the machine may be busy
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def changed(draw, content):
    """Draw a JSON value with one or two places in it changed, removed or added."""
    for _ in range(draw(st.integers(1, 2))):
        content = _change(draw, content)
    return content


def _change(draw, content):
    if isinstance(content, dict) and content and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(content)))
        if draw(st.integers(0, 9)) == 0:
            return {name: value for name, value in content.items() if name != key}
        return {**content, key: _change(draw, content[key])}
    if isinstance(content, list) and content and draw(st.integers(0, 9)):
        at = draw(st.integers(0, len(content) - 1))
        return [*content[:at], _change(draw, content[at]), *content[at + 1 :]]
    return draw(JSON)
