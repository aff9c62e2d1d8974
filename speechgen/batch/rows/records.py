"""What tables have in common whose rows bring their own names: mappings of any values."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from speechgen.batch.rows.cells import MOST_FAULTS, checked, fault, text_fault, texts_in, too_deep
from speechgen.batch.rows.header import Header, column_message
from speechgen.batch.rows.table import Row, Table
from speechgen.source.diagnostic import Diagnostic, Report
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.source.yaml_file import TOO_DEEP


def record_row(number: int, table: Table, values: dict[str, Any], place: Place) -> Row:
    """A mapping as a row of a table: dotted names made mappings, every text checked."""
    if any(type(value) is not str for value in values.values()) and too_deep(values):
        return Row(number, place.line, {}, (fault("E118", TOO_DEEP, place),))
    header, wrong = _header(tuple(values))
    faults = [d._replace(place=place) for d in wrong]
    values, faulty = checked(values)
    for name in faulty:
        wrong_text = next(filter(None, map(text_fault, texts_in(values[name]))))
        faults.append(wrong_text.at(table.place(place.line, name), column_message(name)))
        values = {**values, name: ""}
    data = values if wrong else header.values(list(values.values()))
    return Row(number, place.line, data, tuple(faults[:MOST_FAULTS]))


@lru_cache(maxsize=256)
def _header(names: tuple[str, ...]) -> tuple[Header, Sequence[Diagnostic]]:
    """The header of rows with these names, and what is wrong with it; mostly the same all along."""
    found, header = Report(), Header(names)
    header.check(lambda _: Place(""), found)
    return header, found.diagnostics


def no_record(number: int, place: Place) -> Row:
    """A row that is no mapping (E720)."""
    message = say("this row is no list of names with values")
    return Row(number, place.line, {}, (fault("E720", message, place, _AS_IN),))


_AS_IN = say("a row is written {example}", example='{"place": "云溪县"}')
