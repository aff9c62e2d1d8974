"""The types of a contract's fields: how what an outline gives is read as each of them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from speechgen.library.contract import ContractField
from speechgen.outline.format import BODY, NUMBERING
from speechgen.outline.kinds import WHEN_KEYS
from speechgen.source.messages import Message, say
from speechgen.source.nodes import plain_data
from speechgen.source.schema import (
    Choice,
    Data,
    Field,
    Flag,
    Json,
    Kind,
    ListOf,
    Parsed,
    Shape,
    Text,
    Whole,
    parse_flag,
)

_MOST_DIGITS = 30  # before or after the point


class Amount(Decimal):
    """A number that prints as it was typed (37.10, 012) and counts exactly."""

    _typed: str

    def __new__(cls, typed: str) -> "Amount":
        amount = super().__new__(cls, typed)
        if not amount.is_finite() or len(typed) > 40 or abs(amount.adjusted()) > _MOST_DIGITS:
            raise ValueError(typed)
        amount._typed = typed
        return amount

    def __str__(self) -> str:
        return self._typed

    def __reduce__(self) -> tuple[Any, ...]:
        return Amount, (self._typed,)


def _exact(name: str) -> Callable[[Decimal, Any], Any]:
    """An operation of ``Decimal`` that takes a float (1.1) for the decimal that was written."""
    operation = getattr(Decimal, name)

    def exact(self: Decimal, other: Any) -> Any:
        result = operation(self, Decimal(repr(other)) if isinstance(other, float) else other)
        return Amount(str(result)) if isinstance(result, Decimal) else result

    return exact


for _name in ("add", "sub", "mul", "truediv", "radd", "rsub", "rmul", "rtruediv"):
    setattr(Amount, f"__{_name}__", _exact(f"__{_name}__"))


class Day(date):
    """A day that prints as official documents write it: 2026年3月1日 (GB/T 9704-2012, 7.3.5.4)."""

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月{self.day}日"


def parse_amount(text: str) -> Amount:
    """A number as typed; ``ValueError`` if it is none."""
    try:
        return Amount(text.strip())
    except InvalidOperation:
        raise ValueError(text) from None


def parse_day(text: str) -> Day:
    """A day written 2026-03-01, 2026/3/1 or 2026年3月1日; ``ValueError`` if it is none."""
    parts = text.strip().removesuffix("日").replace("年", "-").replace("月", "-").replace("/", "-")
    year, month, day = parts.split("-")
    return Day(int(year), int(month), int(day))


@lru_cache(maxsize=256)
def day_named(text: str) -> Day | None:
    """The day that a text names, or ``None`` if it is no date."""
    try:
        return parse_day(text)
    except ValueError:
        return None


def date_line(text: str) -> str:
    """A date line: a day as documents write it, any other text as it is."""
    return str(day_named(text) or text)


_NUMBER = Parsed(parse_amount, "E123", say("'{text}' is not a number"))
_DATE = Parsed(
    parse_day,
    "E123",
    say("'{text}' is not a date"),
    say("write it as 2026-03-01"),
    {"type": "string"},
)
_KINDS: dict[str, Kind] = {
    "text": Text(),
    "body": BODY,
    "word": Parsed(str, "E123", say("'{text}' is not a word")),
    "flag": Flag(),
    "whole": Whole(),
    "number": _NUMBER,
    "date": _DATE,
    "numbering": NUMBERING,
    "data": Data(),
}
EXPANDED = ("text", "body", "list", "data")  # types whose value is a text, not read from one


@lru_cache(maxsize=256)
def kind_of(field: ContractField) -> Kind:
    """The kind of value that a field takes."""
    if field.type == "choice":
        return Choice({str(word): str(word) for word in field.choices})
    if field.type != "list":
        return _KINDS[field.type]
    if isinstance(field.of, str):
        return ListOf(kind_of(field._replace(type=field.of, of="text", default=None)))
    return ListOf(_Record(field.of))


class _Record:
    """One entry of a list of records: its fields, or one text, which is the first field."""

    def __init__(self, fields: tuple[ContractField, ...]) -> None:
        self._fields = fields

    def read(self, node: Any, report: Any) -> Any:
        return node

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"anyOf": [data_schema(self._fields, languages), Text().schema(languages)]}


class _Written:
    """A kind that an outline may also write as one expression: ``items: "{{ towns | lines }}"``."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def read(self, node: Any, report: Any) -> Any:
        return self._kind.read(node, report)

    def schema(self, languages: tuple[str, ...]) -> Json:
        expression = {"type": "string", "pattern": r"^\s*\{\{.*\}\}\s*$"}
        return {"anyOf": [self._kind.schema(languages), expression]}


def shape_of(fields: tuple[ContractField, ...]) -> Shape:
    """The shape of the data that fields declare; ``when`` may stand in all of them."""
    declared = [
        Field(field.name, field.zh, _written(field), field.about, field.required)
        for field in fields
    ]
    return Shape([*declared, Field(WHEN_KEYS[0], WHEN_KEYS[1], Text(), _WHEN)])


_WHEN = say("an expression; left out where it is false")


def _written(field: ContractField) -> Kind:
    kind = kind_of(field)
    return _Written(kind) if field.type == "list" or field.type not in EXPANDED else kind


def data_schema(fields: tuple[ContractField, ...], languages: tuple[str, ...]) -> Json:
    """The JSON Schema of the data that fields declare, each with its default."""
    schema = shape_of(fields).schema(languages)
    for field in fields:
        if field.default is not None:
            for name in {field.name, field.zh} & schema["properties"].keys():
                schema["properties"][name]["default"] = _default(field)
    return schema


def _default(field: ContractField) -> object:
    """A default as an editor would write it."""
    assert field.default is not None
    value = plain_data(field.default)
    if not isinstance(value, str) or field.type not in ("flag", "whole"):
        return value
    with suppress(ValueError):
        return parse_flag(value) if field.type == "flag" else int(value)
    return value


Convert = Callable[[str], Any]


def convert(field: ContractField, text: str) -> Any:
    """What a text that was only known after rendering is for a field; ``ValueError`` if wrong."""
    kind = kind_of(field)
    if isinstance(kind, Flag):
        return bool(text.strip()) and parse_flag(text)
    assert isinstance(kind, Parsed)
    return kind.parse(text)


def conversion_fault(field: ContractField, text: str) -> Message:
    """What is wrong with a text that :func:`convert` refuses."""
    kind = kind_of(field)
    if not isinstance(kind, Parsed):
        return say("'{text}' is neither true nor false", text=text)
    return Message(kind.message.template, (*kind.message.values, ("text", text)))
