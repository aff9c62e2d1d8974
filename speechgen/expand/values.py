"""The values of one rendering: collected while texts are printed, holes left in their places."""

import re
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from speechgen.document.holes import MOST_VALUES, hole
from speechgen.document.tree import Origin
from speechgen.expand.fields import date_line
from speechgen.expand.filters import ValueFault, printed
from speechgen.expand.limits import Budget, LimitError
from speechgen.source.messages import say

# What XML cannot hold (XML 1.0, section 2.2, Char), less the line break, which has its meaning.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|\r|\n")


class Run:
    """What one rendering collects; nothing of it outlives the rendering but what it returns."""

    __slots__ = ("active", "budget", "origins", "texts", "values")

    def __init__(self) -> None:
        self.budget = Budget()
        self.values: list[str] = []
        self.origins: list[int] = []
        self.active: set[int] = set()  # texts being rendered for another text
        self.texts: dict[int, Markup] = {}

    def put(self, value: Any, origin: int) -> str:
        """A value as its hole; each line of it as one. What was rendered already goes through."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        text = value if kind is str else printed(value)
        if not text:
            return ""
        self.budget.print(len(text))
        if "\n" in text or "\r" in text:
            return "\n".join(self._hole(line, origin) for line in _BREAK.split(text) if line)
        return self._hole(text, origin)

    def _hole(self, text: str, origin: int) -> str:
        index = len(self.values)
        if index > MOST_VALUES:
            raise LimitError(say("more than {most} values are printed", most=MOST_VALUES))
        self.values.append(text)
        self.origins.append(origin)
        return hole(index, text)

    def forbidden(self) -> tuple[int, str] | None:
        """The first value that holds a character no document can hold, and that character."""
        found = _FORBIDDEN.search("\n".join(self.values))
        if not found:
            return None
        index = next(i for i, value in enumerate(self.values) if found[0] in value)
        return index, found[0]


@pass_context
def put(context: Context, value: Any, origin: int) -> str:
    """The filter through which every printed expression of an outline goes."""
    return context.parent["_run"].put(value, origin)  # type: ignore[no-any-return]


@pass_context
def put_day(context: Context, value: Any, origin: int) -> str:
    """The same for a date line: an ISO day is printed as documents write it."""
    text = date_line(value) if isinstance(value, str) else value
    return context.parent["_run"].put(text, origin)  # type: ignore[no-any-return]


@pass_context
def put_plain(context: Context, value: Any, origin: int) -> str:
    """Prints a value as it is, for fields that a contract reads as a word, a number, a date."""
    text = printed(value)
    if _FORBIDDEN.search(text):
        raise ValueFault(say("a control character stands in this value"))
    context.parent["_run"].budget.print(len(text))
    return Markup(text)


@pass_context
def put_list(context: Context, value: Any, origin: int) -> str:
    """Prints a list for a field that wants one: an item after each ``RECORD``.

    An item is a text, which is its first field, or a mapping: ``name FIELD text`` after ``UNIT``.
    """
    run: Run = context.parent["_run"]
    items = (_record(run, item, origin) for item in as_list(value))
    return Markup("".join(RECORD + item for item in items))


RECORD, UNIT, FIELD = "\x1f", "\x1d", "\x1c"


def as_list(value: Any) -> list[Any]:
    """A value where a list is wanted."""
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str):
        raise ValueFault(say("a list is wanted here; write | lines after a text of several lines"))
    if isinstance(value, dict) or not hasattr(value, "__iter__"):
        raise ValueFault(say("a list is wanted here"))
    return list(value)


def _record(run: Run, item: Any, origin: int) -> str:
    if isinstance(item, dict):
        return UNIT.join(f"{name}{FIELD}{run.put(text, origin)}" for name, text in item.items())
    return FIELD + run.put(item, origin)


def origin_of(origins: tuple[Origin, ...], index: int) -> Origin | None:
    """The origin of a number given to ``put``; none for typed text."""
    return origins[index] if index >= 0 else None
