"""What the parts of one run share."""

from pathlib import Path
from typing import NamedTuple

from speechgen.batch.destination import Destination
from speechgen.batch.options import Options
from speechgen.batch.output import Output
from speechgen.batch.plan import value_at
from speechgen.batch.prepare import Prepared
from speechgen.batch.rows.table import Row
from speechgen.batch.state import State


class Workplace(NamedTuple):
    """What is to be made, how it was asked for, where it goes, and what is remembered of it."""

    ready: Prepared
    options: Options
    destination: Destination
    state: State

    @property
    def output(self) -> Output:
        """Where the documents go."""
        return self.destination.output

    @property
    def maker(self) -> str:
        """Tells the documents of this outline and format from others in the same output."""
        return f"{Path(self.ready.speech.outline.file).name} {self.ready.form}"

    @property
    def patterns(self) -> str:
        """Tells what documents are searched for; empty if for nothing."""
        return self.ready.search.digest if self.ready.search else ""

    def own(self, row: Row) -> tuple[str, ...]:
        """The identity of a row, as the report shows it."""
        values = self.ready.given.of(row)
        return tuple(str(value_at(values, name)) for name in self.ready.identity)
