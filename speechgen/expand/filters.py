"""The filters and functions of texts and templates: Jinja's harmless ones and our own."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from jinja2 import Environment, Undefined, pass_context, pass_environment, pass_eval_context
from jinja2.filters import FILTERS, do_replace, do_round, do_sum, do_truncate
from jinja2.runtime import Context
from jinja2.sandbox import safe_range
from jinja2.tests import TESTS
from markupsafe import Markup

from speechgen.document.numbers import counted, hanzi
from speechgen.expand.limits import check_length
from speechgen.source.messages import Message, say

# Left out: what makes markup (safe, e, urlize, xmlattr …), what is not reproducible (random), what
# builds large texts from small ones (center, indent, batch …), what shows Python (pprint, tojson).
_KEPT = (
    "abs capitalize count d default dictsort first float groupby int items last length list lower "
    "map max min reject rejectattr reverse select selectattr sort title trim "
    "unique upper wordcount"
)


class ValueFault(Exception):
    """A filter, a function or a template was given what it cannot use.

    ``message`` says so to the writer, ``code`` is the diagnostic's, ``hint`` what to do.
    """

    def __init__(self, message: Message, code: str = "E204", hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code
        self.hint = hint


class Rendered(Markup):
    """A text that was rendered already, holes or parts in it; so is each character of it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return map(type(self), super().__iter__())


def whole(value: Any) -> int:
    """A whole number, written in any way."""
    text = "…" if isinstance(value, list | tuple | dict) else str(value).strip()
    if isinstance(value, bool) or not text.lstrip("-").isdigit():
        raise ValueFault(say("'{value}' is not a whole number", value=text[:40]))
    return int(text[:30])


def cn(value: Any) -> str:
    """A number that counts things: 2 两, 12 十二."""
    return _in_hanzi(value, counted)


def ordinal(value: Any) -> str:
    """A number that names a place or belongs to a term: 2 二, 12 十二."""
    return _in_hanzi(value, hanzi)


def _in_hanzi(value: Any, spell: Callable[[int], str]) -> str:
    try:
        return spell(whole(value))
    except ValueError:
        raise ValueFault(
            say("'{value}' cannot be written in hanzi", value=str(value)[:40])
        ) from None


def lines(value: Any) -> list[str]:
    """The lines of a cell as a list, blank ones left out; what is a list stays one."""
    if isinstance(value, list | tuple):
        return list(value)
    return [line.strip(_INDENT) for line in _BREAK.split(printed(value)) if line.strip()]


_BREAK = re.compile("\r\n|\r|\n")  # no other character breaks a line, whatever Python thinks
_INDENT = " \t\u3000"  # hand-typed indents and what trails a line


def _replace(eval_ctx: Any, text: Any, old: str, new: str, count: int | None = None) -> Any:
    if isinstance(text, Markup):
        raise ValueFault(say("a text that was made elsewhere cannot be changed here"))
    hits = str(text).count(str(old)) if old else len(str(text)) + 1
    check_length(len(str(text)) + hits * len(str(new)))
    return do_replace(eval_ctx, text, old, new, count)


def _join(context: Context, value: Iterable[Any], d: str = "", attribute: Any = None) -> Any:
    items = list(value)
    check_length(sum(len(item) for item in items if isinstance(item, str)) + len(items) * len(d))
    if attribute is not None:
        items = [context.environment.getitem(item, attribute) for item in items]
    texts = [item for pair in ((d, item) for item in items) for item in pair][1:]
    return joined(context, texts)


def joined(context: Context, items: list[Any]) -> Any:
    """Texts one after the other; beside what was rendered already, a value stays a value."""
    if not any(isinstance(item, Markup) for item in items):
        return "".join(map(printed, items))
    inert = context.parent["_run"].inert
    texts = (item if isinstance(item, Markup) else inert(printed(item)) for item in items)
    return Rendered("".join(texts))


def _truncate(
    context: Context,
    text: Any,
    length: int = 255,
    killwords: bool = False,
    end: str = "...",
    leeway: int | None = None,
) -> Any:
    end = joined(context, [Rendered(), end]) if isinstance(text, Markup) else end
    return do_truncate(context.environment, text, length, killwords, end, leeway)


def _sum(
    environment: Environment, value: Iterable[Any], attribute: Any = None, start: Any = 0
) -> Any:
    if not isinstance(start, int | float | Decimal):
        raise ValueFault(say("only numbers are added up; texts and lists are joined with ~ or +"))
    return do_sum(environment, value, attribute, start)


def _round(value: Any, precision: int = 0, method: Any = "common") -> Any:
    if isinstance(value, Decimal):
        return round(value, min(max(precision, 0), 20))
    return do_round(value, min(max(precision, 0), 20), method)


@pass_context
def concat(context: Context, items: list[Any]) -> Any:
    """What ``a ~ b`` becomes: the same join with a greatest length."""
    check_length(sum(len(item) if isinstance(item, str) else 30 for item in items))
    context.parent["_run"].budget.weigh(items)
    return joined(context, items)


@pass_context
def tick(context: Context, steps: int) -> None:
    """One turn of a loop; put into every loop's body when a text is parsed."""
    context.parent["_run"].budget.tick(steps)


@pass_context
def weigh(context: Context, value: Any) -> Any:
    """A value that an operator looks through; put around it when a text is parsed."""
    context.parent["_run"].budget.weigh(value)
    return value


def printed(value: Any) -> str:
    """A value as it is printed; :class:`ValueFault` for what is no text (a list, a mapping)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and not isfinite(value):
        raise ValueFault(say("a number in this expression is too large"))
    if isinstance(value, int | float | Decimal | date):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        raise ValueFault(say("a list cannot be printed as it is; write | join('、') after it"))
    if isinstance(value, dict):
        raise ValueFault(say("a value with keys cannot be printed as it is; name one of its keys"))
    if isinstance(value, Undefined):
        return str(value)  # raises its own error
    raise ValueFault(say("this cannot be printed; write | count after it, or name a part of it"))


_MAKING = 8  # what an entry of a list costs to make beside what it costs to look at
_OF_TEXTS = ("capitalize", "lower", "replace", "title", "trim", "truncate", "upper", "wordcount")


def charged(name: str, function: Any) -> Callable[..., Any]:
    """A filter, or a test, that pays for what it is given."""
    wants = getattr(function, "jinja_pass_arg", None)

    @pass_context
    def paying(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        budget = context.parent["_run"].budget
        budget.weigh(value)
        for argument in (*args, *kwargs.values()) if args or kwargs else ():
            budget.weigh(argument)
        if name in _OF_TEXTS and not isinstance(value, str):
            value = printed(value)
        first = {"context": context, "eval_context": context.eval_ctx}
        extra = () if wants is None else (first.get(wants.name, context.environment),)
        result = function(*extra, value, *args, **kwargs)
        if type(result) is list:
            budget.handle(len(result) * _MAKING)
        return result

    return paying


@pass_context
def counted_range(context: Context, *args: int) -> range:
    """``range``, of at most 100,000 numbers; each counts as a turn of a loop."""
    found = safe_range(*args)
    context.parent["_run"].budget.tick(len(found))
    return found


def all_filters() -> dict[str, Callable[..., Any]]:
    """Every filter by its name."""
    kept: dict[str, Callable[..., Any]]
    kept = {name: charged(name, FILTERS[name]) for name in _KEPT.split()}
    ours: dict[str, Callable[..., Any]] = {
        "cn": cn,
        "ordinal": ordinal,
        "lines": charged("lines", lines),
        "replace": charged("replace", pass_eval_context(_replace)),
        "join": charged("join", pass_context(_join)),
        "truncate": charged("truncate", pass_context(_truncate)),
        "round": charged("round", _round),
        "string": charged("string", printed),
        "sum": charged("sum", pass_environment(_sum)),
        "_concat": concat,
        "_tick": tick,
        "_weigh": weigh,
    }
    return kept | ours


def all_tests() -> dict[str, Any]:
    """Every test by its name: Jinja's, each paying for what it compares."""
    return {name: charged(name, function) for name, function in TESTS.items()}
