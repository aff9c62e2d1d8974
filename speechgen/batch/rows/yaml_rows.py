"""A YAML file that is a list of mappings; it is read as a whole, with the limits of an outline."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from speechgen.batch.rows.header import column_message
from speechgen.batch.rows.records import no_record, record_row
from speechgen.batch.rows.table import Row
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Message, say
from speechgen.source.misfit import wrong_type
from speechgen.source.nodes import Mapping, Node, Sequence, plain_data
from speechgen.source.place import Place
from speechgen.source.yaml_file import read_yaml_file


class YamlRows:
    """See :class:`speechgen.batch.rows.table.Table`."""

    columns: tuple[str, ...] = ()

    def __init__(self, path: Path, report: Report) -> None:
        self.source = str(path)
        found = Report()
        node = read_yaml_file(path, found)
        if node is not None and not isinstance(node, Sequence):
            wrong_type(node, say("a list of rows"), found, _AS_IN)
        report.diagnostics += found.diagnostics
        found.check()
        self._items: list[Node] = node.items if isinstance(node, Sequence) else []
        self._by_line: dict[int, Node | None] = {}
        for item in self._items:  # two rows on one line cannot be told apart by it
            alone = item.place.line not in self._by_line
            self._by_line[item.place.line] = item if alone else None

    def rows(self) -> Iterator[Row]:
        """Every row in order."""
        for number, item in enumerate(self._items, 1):
            if isinstance(item, Mapping):
                values = cast(dict[str, Any], plain_data(item))
                yield record_row(number, self, values, item.place)
            else:
                yield no_record(number, item.place)

    def place(self, line: int, column: str = "") -> Place:
        """Where a key stands, or the row."""
        item = self._by_line.get(line)
        if not isinstance(item, Mapping):
            return Place(self.source, line, 1)
        return _key_place(item, column) or item.place

    def cell(self, line: int, column: str) -> Message:
        """What a reader calls a cell."""
        return column_message(column)


def _key_place(item: Mapping, column: str) -> Place | None:
    """Where a key stands, or the one that holds it."""
    nearest = item.entries.get(column) or item.entries.get(column.partition(".")[0])
    return nearest[0].place if nearest else None


_AS_IN = say("each row is an entry with a dash: {example}", example="- {place: 云溪县}")
