"""The version of the program, from the metadata of the installed distribution."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("claims-audit")
except PackageNotFoundError:  # a source tree on the path, not installed
    VERSION = "0+source"
