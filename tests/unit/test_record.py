"""A record is what a named tuple of the same fields is."""

import copy
import pickle
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from speechgen.source.record import Record


class Page(Record):
    """A record with one field that may be left out."""

    width: int
    height: int
    name: str = "A4"

    @property
    def area(self) -> int:
        """Something computed."""
        return self.width * self.height


class _Named(NamedTuple):
    width: int
    height: int
    name: str = "A4"


MADE: list[Callable[[Any], Any]] = [
    lambda kind: kind(210, 297),
    lambda kind: kind(210, 297, "A3"),
    lambda kind: kind(height=297, width=210),
    lambda kind: kind(210, name="A5", height=297),
    lambda kind: kind(210, 297)._replace(width=1, name="B5"),
]
REFUSED: list[Callable[[Any], Any]] = [
    lambda kind: kind(),
    lambda kind: kind(210),
    lambda kind: kind(210, 297, "A4", 80),
    lambda kind: kind(210, 297, colour="white"),
    lambda kind: kind(210, 297, width=3),
    lambda kind: kind(210, 297)._replace(colour="white"),
]


@pytest.mark.parametrize("make", MADE)
def test_as_a_named_tuple(make: Callable[[Any], Any]) -> None:
    record, named = make(Page), make(_Named)
    assert record == named
    assert hash(record) == hash(named)
    assert (record.width, record.height, record.name) == named
    assert repr(record) == repr(named).replace("_Named", "Page")


@pytest.mark.parametrize("make", REFUSED)
def test_refused(make: Callable[[Any], Any]) -> None:
    for kind in (Page, _Named):
        with pytest.raises((TypeError, ValueError)):
            make(kind)


def test_copies() -> None:
    page = Page(210, 297, "A3")
    for again in (pickle.loads(pickle.dumps(page)), copy.deepcopy(page), copy.copy(page)):
        assert again == page
        assert (type(again), again.area) == (Page, 210 * 297)


def test_frozen() -> None:
    with pytest.raises(AttributeError):
        Page(210, 297).width = 3  # type: ignore[misc]
