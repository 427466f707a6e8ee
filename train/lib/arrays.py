"""Types of numpy arrays, by what their elements are; shapes stand in docstrings."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Float32: TypeAlias = NDArray[np.float32]
Float64: TypeAlias = NDArray[np.float64]
Floats: TypeAlias = NDArray[np.floating[Any]]  # of either precision
Ints: TypeAlias = NDArray[np.integer[Any]]
Bytes: TypeAlias = NDArray[np.uint8]
Bools: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = NDArray[np.str_]
Array: TypeAlias = NDArray[Any]
