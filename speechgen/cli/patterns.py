"""Patterns that modules compile while they are loaded, compiled when they are first used instead.

A build loads some seventy patterns and uses a dozen. One of PyYAML's, which its C parser never
asks, takes a tenth of what a cold build computes. Only the program does this, and only for modules
that it loads itself: a program that imports speechgen finds :mod:`re` as it is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_compile = re.compile


class _Unused:
    """A pattern that is compiled when something is first asked of it."""

    def __init__(self, *how: Any, **further: Any) -> None:
        self._how = how, further

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return re.Pattern  # so that functions of re, too, take it for one

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what copying asks of every object, and no pattern has
            raise AttributeError(name)
        how, further = self._how
        found = getattr(_compile(*how, **further), name)
        setattr(self, name, found)
        return found


@contextmanager
def compiled_when_used() -> Iterator[None]:
    """A block of imports."""
    re.compile = _Unused  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = _compile
