"""Strokes as paths: their length, and points along them; twin of web/page/recognize/paths.js."""

import numpy as np

from ..lib.arrays import Float64


def path_length(points: Float64) -> float:
    """Return the length of the path through points [k, 2]."""
    return float(_steps(points).sum())


def distance(a: Float64, b: Float64) -> float:
    """Return the distance between two points [2]."""
    return float(np.sqrt(((a - b) ** 2).sum()))


def resampled(points: Float64, count: int) -> Float64:
    """Return ``count`` points along the path, at equal distances: [count, 2]."""
    passed = np.concatenate([[0.0], np.cumsum(_steps(points))])
    at = np.linspace(0, passed[-1], count)
    return np.column_stack([np.interp(at, passed, points[:, axis]) for axis in (0, 1)])


def distances_to_path(points: Float64, path: Float64) -> Float64:
    """Return the distance of each point [n, 2] to the nearest point of a path [k, 2]: [n]."""
    if len(path) == 1:
        return np.sqrt(((points - path) ** 2).sum(axis=1))
    begin, along = path[:-1], np.diff(path, axis=0)
    square = (along**2).sum(axis=1)
    from_begin = points[:, None] - begin
    share = np.clip((from_begin * along).sum(axis=2) / np.where(square > 0, square, 1.0), 0, 1)
    off = from_begin - share[:, :, None] * along
    return np.sqrt((off**2).sum(axis=2)).min(axis=1)


def _steps(points: Float64) -> Float64:
    return np.sqrt((np.diff(points, axis=0) ** 2).sum(axis=1))
