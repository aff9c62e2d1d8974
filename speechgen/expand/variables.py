"""The values of one variant: the outline's, overridden, each read as its declared type."""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from speechgen.expand.fields import parse_amount, parse_day
from speechgen.expand.filters import lines
from speechgen.expand.placeholders import Placeholder, placeholders
from speechgen.outline.model import Outline, Requirement
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Listed, say
from speechgen.source.misfit import near_miss
from speechgen.source.nodes import Scalar, texts_of
from speechgen.source.place import Place


class Variables:
    """What an outline declares."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._defaults = {variable.name.text: variable.value for variable in outline.vars}
        self._required = outline.required
        self._file = outline.file
        self._typed = {variable.name.text: variable.node for variable in outline.vars}
        self._in_order = dict.fromkeys([*self._defaults, *(r.name.text for r in outline.required)])
        self.names = frozenset(self._in_order)

    def only(self, names: Container[str]) -> "Variables":
        """Some of them, for a text that uses no others."""
        declared = tuple(one for one in self._outline.vars if one.name.text in names)
        needed = tuple(one for one in self._outline.required if one.name.text in names)
        return Variables(self._outline._replace(vars=declared, required=needed))

    def merge(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The outline's values with ``values`` over them; names nobody declared are left out.

        Raises :class:`SpeechgenError`: E210 for a required variable without a value, E211 for one
        that is not of its type.
        """
        merged = self.with_defaults(values)
        if self._required:
            self._convert(merged)
        return merged

    def _convert(self, merged: dict[str, Any]) -> None:
        report = Report()
        for need in self._required:
            name = need.name.text
            if name not in merged:
                message = say("the required variable '{name}' has no value", name=name)
                hint = say("give it with --set {name}=…, with --vars, or under vars", name=name)
                report.error("E210", message, need.name.place, hint)
                continue
            try:
                merged[name] = typed(merged[name], need.type)
            except ValueError:
                self._wrong_type(need, merged[name], report)
        report.check()

    def _wrong_type(
        self, need: Requirement, value: Any, report: Report, place: Place | None = None
    ) -> None:
        message = say(
            "the value of '{name}' is no {type}: '{value}'",
            name=need.name.text,
            type=_TYPES[need.type],
            value=str(value)[:40],
        )
        report.error("E211", message, place or need.name.place)

    def with_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values over the outline's own, none of them checked or converted."""
        given = {name: values[name] for name in self._in_order if name in values}
        return {**self._defaults, **given}

    def check_row(
        self, values: Mapping[str, Any], place_of: Callable[[str], Place], report: Report
    ) -> None:
        """Report what a row of data lacks (E210) or holds in a wrong type (E211), at its cells.

        Stricter than ``merge``: an empty cell is no value for a required variable.
        """
        for need in self._required:
            name = need.name.text
            value = values.get(name, self._defaults.get(name))
            if value is None or value in ("", [], {}):
                message = say("the required variable '{name}' has no value", name=name)
                report.error("E210", message, place_of(name), say("fill in the cell"))
                continue
            try:
                typed(value, need.type)
            except ValueError:
                self._wrong_type(need, value, report, place_of(name))

    @property
    def required(self) -> tuple[str, ...]:
        """The variables that every variant must bring."""
        return tuple(need.name.text for need in self._required)

    def texts(self) -> frozenset[str]:
        """The outline's own values, those that are texts."""
        return frozenset(value for value in self._defaults.values() if isinstance(value, str))

    @property
    def lacking(self) -> tuple[str, ...]:
        """Those of them that have no value in the outline."""
        return tuple(name for name in self.required if self._defaults.get(name, "") == "")

    def declared(self, name: Scalar, report: Report) -> bool:
        """Whether the outline declares a variable that is named somewhere; E758 if not."""
        first = name.text.partition(".")[0]
        if first in self.names:
            return True
        message = say("the outline declares no variable '{name}'", name=name.text)
        report.error("E758", message, name.place, near_miss(first, self.names))
        return False

    def placeholders(self, values: Mapping[str, Any]) -> Iterator[Placeholder]:
        """The placeholders in values of the outline that ``values`` does not override."""
        for name, node in self._typed.items():
            if name not in values:
                for text in texts_of(node):
                    yield from placeholders(text)

    def unknown(self, names: Mapping[str, Any], report: Report, error: bool) -> None:
        """Report names that the outline does not declare: E212, or as a warning W212."""
        for name in names:
            if name in self.names:
                continue
            message = say("the outline declares no variable '{name}'", name=name)
            hint = near_miss(name, self.names) if report.is_open else None
            if hint is None and self.names:
                hint = say("its variables are: {names}", names=Listed.of(self._in_order))
            if error:
                report.error("E212", message, None, hint)
            else:
                report.warning("W212", message, None, hint)


_TYPES = {"text": say("text"), "number": say("number"), "date": say("date"), "list": say("list")}


def typed(value: Any, kind: str) -> Any:
    """A value as its declared type; ``ValueError`` if it is none. An empty text stays empty."""
    if kind == "text" or value == "":
        return value
    if kind == "list" and not isinstance(value, dict):
        return value if isinstance(value, list) else lines(value)
    if not isinstance(value, str):
        raise ValueError(value)
    return parse_amount(value) if kind == "number" else parse_day(value)
