"""The plan: every row read once, every name settled, before the first document is written."""

from collections.abc import Callable
from typing import Any, NamedTuple

from speechgen.batch.names import NameFault, folded, settle
from speechgen.batch.result import has_error
from speechgen.batch.rows.table import Row, Table
from speechgen.batch.spool import Planned, Spool
from speechgen.source.diagnostic import MOST_SHOWN, Diagnostic, Report, SpeechgenError
from speechgen.source.messages import say
from speechgen.source.nodes import Scalar, Source
from speechgen.source.place import Place
from speechgen.speech import Speech

Choose = Callable[[Row, dict[str, Any]], bool]

_EMPTY: tuple[Any, ...] = (None, "", [], {})
ROW = "row"  # what a name pattern may use beside the variables: the row's number
_WHY = {
    "absolute": say("a document's name must not begin with / or a drive"),
    "outside": say("a document's name must not lead out of the folder"),
    "empty": say("the document has no name"),
}
_WHAT_TO_DO = {
    "absolute": say("begin the pattern with a document's or a folder's name; -o says where to"),
    "outside": say("leave .. out of the pattern; -o says where to"),
    "empty": say("fill in the cell, or put more into the pattern, such as {{ row }}"),
}


class Given(NamedTuple):
    """Values beside those of the rows: ``under`` them (``--vars``), ``over`` them (``--set``)."""

    under: dict[str, Any]
    over: dict[str, Any]

    def of(self, row: Row) -> dict[str, Any]:
        """The values of one variant."""
        return {**self.under, **row.values, **self.over}


class Plan:
    """What is to be made: chosen rows with their names in ``spool``; ``names`` has every row's.

    ``known`` maps the folded name of each document to its row, those of rows that were not chosen
    included; ``total`` counts all rows of the data, ``unnamed`` those that fail anyway, for what
    their names are made of is faulty or missing.
    """

    def __init__(self) -> None:
        self.spool = Spool()
        self.known: dict[int, int] = {}
        self.total = 0
        self.unnamed = 0

    def has(self, name: str) -> bool:
        """Whether some row of the data has this document."""
        return hash(folded(name)) in self.known


def make_plan(
    speech: Speech,
    table: Table,
    pattern: Scalar,
    given: Given,
    suffix: str,
    choose: Choose,
    watch: Callable[[int, dict[str, Any]], None] | None = None,
) -> Plan:
    """Read all rows and settle their names.

    ``choose`` picks the rows that are made; ``watch`` sees the values of every row. Raises
    :class:`SpeechgenError` for a table that cannot be read, and with every name that is refused:
    E751 a fault of the pattern, E752 two rows with one name.
    """
    planner = _Planner(speech, table, pattern, suffix)
    for row in table.rows():
        values = given.of(row)
        planner.add(row, values, choose)
        if watch is not None:
            watch(row.number, row.values)
    planner.report.check()
    return planner.plan


class _Planner:
    def __init__(self, speech: Speech, table: Table, pattern: Scalar, suffix: str) -> None:
        self._table = table
        self._typed = pattern
        self._pattern = speech.beside(pattern, further=ROW)
        self._defaults = speech.variables.only(self._pattern.names)
        self._suffix = suffix
        self._required = frozenset(speech.variables.required)
        self._unchosen: set[int] = set()  # names of rows that are not made
        self.plan = Plan()
        self.report = Report()

    def add(self, row: Row, values: dict[str, Any], choose: Choose) -> None:
        self.plan.total += 1
        chosen = choose(row, values)
        name = self._name(row, values, chosen)
        if name:
            self._take(row, name, chosen)
        if chosen:
            self.plan.spool.add(Planned(row, name))

    def _take(self, row: Row, name: str, chosen: bool) -> None:
        """Give a row its name; told are two rows of one name if one of them is made."""
        key = hash(folded(name))
        first = self.plan.known.setdefault(key, row.number)
        if first == row.number:
            self._unchosen.update(() if chosen else (key,))
        elif chosen or key not in self._unchosen:
            self._twice(row, first, name)

    def _name(self, row: Row, values: dict[str, Any], chosen: bool) -> str:
        """The document's name, or nothing if it has none; told only for rows that are made."""
        if has_error(row.faults) or self._lacks(values):
            self.plan.unnamed += 1
            return ""
        try:
            return settle(self._pattern.pieces(self._seen(row, values)), self._suffix)
        except NameFault as fault:
            self._fault(row, str(fault), chosen)
        except SpeechgenError as error:
            for found in error.diagnostics:
                self._tell(found, chosen)
        self.plan.unnamed += 1
        return ""

    def _lacks(self, values: dict[str, Any]) -> bool:
        """Whether the name needs a required value that the row does not have."""
        wanted = self._pattern.names & self._required
        return bool(wanted) and any(
            value_at(self._defaults.with_defaults(values), name) in _EMPTY for name in wanted
        )

    def _seen(self, row: Row, values: dict[str, Any]) -> dict[str, Any]:
        """What the pattern sees: values of their declared types, where they are."""
        try:
            merged = self._defaults.merge(values)
        except SpeechgenError:  # the row fails, and is told when its turn comes
            merged = self._defaults.with_defaults(values)
        return {ROW: str(row.number), **merged}

    def _fault(self, row: Row, why: str, chosen: bool) -> None:
        """An empty name is the row's fault, any other the pattern's."""
        found = Report()
        place = self._table.place(row.line) if why == "empty" else self._typed.place
        found.error("E751", _WHY[why], place, _WHAT_TO_DO[why])
        self._tell(found.diagnostics[0], chosen)

    def _tell(self, found: Diagnostic, chosen: bool) -> None:
        """Faults of the pattern come with every row: each is told once."""
        told = self.report.diagnostics
        if chosen and len(told) <= MOST_SHOWN and found not in told:
            told.append(found)

    def _twice(self, row: Row, first: int, name: str) -> None:
        if len(self.report.diagnostics) > MOST_SHOWN:
            return
        message = say(
            "rows {first} and {second} would become one file, {name}",
            first=first,
            second=row.number,
            name=name,
        )
        hint = say("put a column into the name that differs, such as a code, or {{ row }}")
        self.report.error("E752", message, self._table.place(row.line), hint)


def default_pattern(stem: str) -> str:
    """The name of documents where no pattern is given: the outline's and the row's number."""
    return stem + "-{{ " + ROW + " }}"


def typed_text(text: str, where: str) -> Scalar:
    """A text from the command line, as the outline's texts are; ``where`` is the option's name."""
    place = Place(where)
    return Scalar(text, place, Source(where, text), 0, len(text), None)


def value_at(values: dict[str, Any], name: str) -> Any:
    """The value of a variable, or of a key inside one (``leader.name``); empty if there is none."""
    value: Any = values
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, dict) else ""
    return value
