"""The data of an outline: all rows of it, or one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from speechgen.batch.options import Options
from speechgen.batch.rows.open import open_table
from speechgen.batch.rows.table import Row, Table
from speechgen.outline.variants import Variants, read_variants
from speechgen.source.diagnostic import Report, fail
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.speech import Speech


def open_data(outline: str, variants: Variants, options: Options, report: Report) -> Table:
    """The rows: those that were asked for, else those that the outline names (from where it lies).

    Raises E759 where neither names any.
    """
    sheet = options.sheet or (variants.sheet.text if variants.sheet else None)
    query = options.query or (variants.query.text if variants.query else None)
    if options.data:
        return open_table(options.data, report, sheet=sheet, query=query)
    if variants.data is None:
        hint = say("name a file of rows under variants: data:, or for a batch with --data")
        fail("E759", say("there are no data"), Place(outline), hint)
    source = variants.data.text
    if "://" not in source:
        source = str(Path(outline).parent / source)
    return open_table(source, report, sheet=sheet, query=query)


class DataRow(NamedTuple):
    """One row, and the table that it stands in."""

    row: Row
    table: Table

    @property
    def files(self) -> tuple[str, ...]:
        """The file that the row stands in, if it is one."""
        return () if "://" in self.table.source else (self.table.source,)

    def check(self, speech: Speech, values: Mapping[str, Any], report: Report) -> None:
        """Raise what is wrong with the row, or with ``values`` that it is a part of, as a batch."""
        report.diagnostics.extend(self.row.faults)
        report.check()
        speech.variables.check_row(
            values, lambda name: self.table.place(self.row.line, name), report
        )
        report.check()


def read_row(speech: Speech, number: int, report: Report) -> DataRow:
    """One row of the data that an outline names.

    Raises E731 if there is no such row, and what opening the data raises.
    """
    variants = read_variants(speech.outline.variants)
    table = open_data(speech.outline.file, variants, Options(), report)
    count = 0
    for row in table.rows():
        count = row.number
        if count == number:
            return DataRow(row, table)
    message = say("there is no row {number}; the data have {count}", number=number, count=count)
    hint = say("rows of data count from 1, without the header")
    fail("E731", message, Place(table.source), hint)
