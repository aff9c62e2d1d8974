"""The values of one rendering: collected while texts are printed, holes left in their places."""

import re
from contextlib import suppress
from typing import Any, NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from speechgen.document.holes import MOST_VALUES, OPEN, fill, plane
from speechgen.expand.fields import date_line
from speechgen.expand.filters import ValueFault, printed
from speechgen.expand.limits import Budget, LimitError
from speechgen.source.characters import find_forbidden
from speechgen.source.messages import say

_BREAK = re.compile("\r\n|\r|\n")


class PlainTexts(NamedTuple):
    """Texts that print plain variables only, one after the other.

    Every second of ``pieces`` is empty and takes the hole of a value; ``names`` are the variables,
    ``origins`` the numbers of their expressions.
    """

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    origins: tuple[int, ...]


class Run:
    """What one rendering collects; nothing of it outlives the rendering but what it returns."""

    __slots__ = ("active", "budget", "flags", "origins", "planes", "texts", "values")

    def __init__(self) -> None:
        self.budget = Budget()
        self.values: list[str] = []
        self.origins: list[int] = []
        self.planes: dict[str, int] = {}  # of the values of one line printed so far
        self.flags: dict[int, bool] = {}  # the results of conditions
        self.active: set[int] = set()  # texts being rendered for another text
        self.texts: dict[int, Markup] = {}

    def put(self, value: Any, origin: int) -> str:
        """A value as its hole; each line of it as one. What was rendered already goes through."""
        if isinstance(value, Markup):
            return value
        text = value if type(value) is str else str(printed(value))
        if "\n" in text or "\r" in text:
            return "\n".join(self.put(line, origin) for line in _BREAK.split(text) if line)
        return self._hole(text, origin) if text else ""

    def _hole(self, text: str, origin: int) -> str:
        index = len(self.values)
        if index >= MOST_VALUES:
            raise LimitError(say("more than {most} values are printed", most=MOST_VALUES))
        check_printable(text)
        self.values.append(text)
        self.origins.append(origin)
        self.planes[text] = plane(text)
        return chr(self.planes[text] + index)

    def meet(self, values: list[Any]) -> None:
        """Learn which planes the holes of these values are in, if they are plain lines of text."""
        texts = [value for value in values if type(value) is str and value]
        if "".join(texts).isprintable():  # so no line breaks, and nothing that XML forbids
            # A hanzi or a digit at the end is no mark: nearly every value has one.
            self.planes |= {v: OPEN if v[-1].isalnum() else plane(v) for v in texts}

    def inert(self, value: str) -> str:
        """A value beside a rendered text: its hole, from no expression of its own."""
        return self.put(value, -1)

    def check_size(self) -> None:
        """Refuse a document that would be larger than any speech."""
        self.budget.print(sum(map(len, self.values)))


def check_printable(text: str) -> None:
    """Refuse a value with a character that no document can hold (E213)."""
    found = find_forbidden(text)
    if found:
        code = f"U+{ord(found):04X}"
        message = say("a value holds a control character ({code})", code=code)
        hint = say("clean the value; it often comes in with pasted text")
        raise ValueFault(message, "E213", hint)


@pass_context
def put(context: Context, value: Any, origin: int) -> str:
    """The filter through which every printed expression of an outline goes.

    The hot path of a batch: a value seen before in this rendering takes the short way.
    """
    run: Run = context.parent["_run"]
    base = run.planes.get(value) if type(value) is str else None
    if base is None or len(run.values) >= MOST_VALUES:
        return run.put(value, origin)
    run.origins.append(origin)
    run.values.append(value)
    return chr(base + len(run.values) - 1)


@pass_context
def note(context: Context, value: Any, flag: int) -> None:
    """The filter that keeps a condition's result for this rendering."""
    context.parent["_run"].flags[flag] = bool(value)


@pass_context
def noted(context: Context, flag: int) -> bool:
    """The filter that gives such a result."""
    return context.parent["_run"].flags[flag]  # type: ignore[no-any-return]


@pass_context
def put_plain_texts(context: Context, number: int) -> str:
    """Prints a batch of the program's plain texts, see :class:`speechgen.expand.simple.Simple`.

    Where all its values are ordinary texts, known since the run began, a hole costs no call.
    """
    variables = context.parent
    batch: PlainTexts = variables["_program"].batches[number]
    run: Run = variables["_run"]
    values, first, planes = [variables[name] for name in batch.names], len(run.values), run.planes
    printed = list(batch.pieces)
    if first + len(values) <= MOST_VALUES:
        with suppress(KeyError, TypeError):  # another value, or one that is no text at all
            printed[1::2] = [chr(planes[v] + at) for at, v in enumerate(values, first)]
            run.values += values
            run.origins += batch.origins
            return "".join(printed)
    holes = zip(values, batch.origins, strict=True)
    printed[1::2] = [put(context, value, origin) for value, origin in holes]
    return "".join(printed)


@pass_context
def put_day(context: Context, value: Any, origin: int) -> str:
    """The same for a date line: an ISO day is printed as documents write it."""
    text = date_line(value) if isinstance(value, str) else value
    return context.parent["_run"].put(text, origin)  # type: ignore[no-any-return]


@pass_context
def put_plain(context: Context, value: Any, origin: int) -> str:
    """Prints a value as it is, for fields that a contract reads as a word, a number, a date."""
    run: Run = context.parent["_run"]
    text = fill(value, run.values) if isinstance(value, Markup) else printed(value)
    check_printable(text)
    run.budget.print(len(text))
    return Markup(text)


@pass_context
def put_list(context: Context, value: Any, origin: int) -> str:
    """Prints a list for a field that wants one: an item after each ``RECORD``.

    An item is a text, which is its first field, or a mapping: ``name FIELD text`` after each
    ``UNIT``.
    """
    run: Run = context.parent["_run"]
    items = (_record(run, item, origin, n) for n, item in enumerate(as_list(value), 1))
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


_ITS_SOURCE = say("look where the list comes from: vars, --vars or --set")


def _record(run: Run, item: Any, origin: int, number: int) -> str:
    texts = item.values() if isinstance(item, dict) else (item,)
    if any(isinstance(text, list | dict) for text in texts):
        message = say("entry {n} of the list is neither a text nor keys with texts", n=number)
        raise ValueFault(message, hint=_ITS_SOURCE)
    if isinstance(item, dict):
        check_printable("".join(item))  # a name with a separator in it would part the record
        fields = (f"{UNIT}{name}{FIELD}{run.put(text, origin)}" for name, text in item.items())
        return "".join(fields)
    return run.put(item, origin)
