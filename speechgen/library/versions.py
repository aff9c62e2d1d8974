"""Versions (PEP 440): which speechgen a library works with, and how far its own must be raised.

A library's version tells its users what to expect, as in semantic versioning: a change that breaks
outlines raises the first number, an addition the second; before 1.0 the second and the third.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from speechgen.source.kept import kept_name, recall, remember
from speechgen.source.version import __version__

if TYPE_CHECKING:  # a build compares nothing
    from speechgen.library.changes import Change

_MAKERS = ("speechgen.library.versions",)


def works_here(specifier: str) -> bool | None:
    """Whether this speechgen is among the versions that a specifier (``>=0.1``) allows.

    ``None`` if it is no specifier. Kept between runs: packaging takes long to load.
    """
    name = kept_name("works", specifier, _MAKERS)
    known = recall(name)
    if not isinstance(known, list):
        known = [_works_here(specifier)]
        remember(name, known)
    found: bool | None = known[0]
    return found


def _works_here(specifier: str) -> bool | None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(specifier).contains(__version__, prereleases=True)
    except InvalidSpecifier:
        return None


def is_version(text: str) -> bool:
    """Whether a text is a version: 1.2.0."""
    from packaging.version import InvalidVersion, Version

    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def least_version(old: str, changes: "Iterable[Change]") -> str:
    """The version that a library must at least have after these changes to the ``old`` one."""
    from packaging.version import Version

    major, minor, micro = (*Version(old).release, 0, 0)[:3]
    breaks = {change.breaks for change in changes}
    if not breaks:
        return old
    if major == 0:
        return f"0.{minor + 1}.0" if True in breaks else f"0.{minor}.{micro + 1}"
    return f"{major + 1}.0.0" if True in breaks else f"{major}.{minor + 1}.0"


def is_below(version: str, least: str) -> bool:
    """Whether a version is lower than the least that it must be; 2.0.0rc1 will do for 2.0.0."""
    from packaging.version import Version

    release = Version(version).release
    return (*release, 0, 0)[:3] < Version(least).release
