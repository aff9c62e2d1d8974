"""What a report tells: the run as a whole, its totals, and an entry for each row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from speechgen.batch.result import Json, Result, Status, diagnostic_json
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import language
from speechgen.source.version import __version__

VERSION = 1  # of report.json; whatever breaks a reader of it raises the number
MOST_ALIKE = 100  # groups of variants word for word the same that a report lists


class Totals:
    """How many rows became what; ``gone`` and ``pruned`` are set by the run, the rest counted.

    ``leaks`` and ``warnings`` count findings, not rows; ``characters`` and ``bytes`` are those of
    the documents that are there now.
    """

    rows: int
    built: int
    unchanged: int
    kept: int
    failed: int
    pending: int
    gone: int
    pruned: int
    leaks: int
    warnings: int
    characters: int
    bytes: int

    def __init__(self, **counted: int) -> None:
        self.__dict__ = {**dict.fromkeys(COUNTED, 0), **counted}

    def add(self, result: Result) -> None:
        """Count one row."""
        status = result.status.value
        self.rows += 1
        setattr(self, status, getattr(self, status) + 1)
        self.leaks += len(result.leaks)
        self.characters += result.length
        self.bytes += result.size
        if result.diagnostics:
            self.warnings += sum(d.severity is Severity.WARNING for d in result.diagnostics)

    def of(self, status: Status) -> int:
        """How many rows have a status."""
        number: int = getattr(self, status.value)
        return number

    def as_json(self) -> Json:
        """As they stand in the report."""
        return {name: getattr(self, name) for name in COUNTED}


COUNTED = tuple(Totals.__annotations__)  # in the order in which they are told


class Run(NamedTuple):
    """A run as a whole.

    ``outline``, ``data`` and ``output`` are shown as the user gave them, ``started`` has a zone.
    ``columns`` names the identity columns, in the order of each entry's values. ``links`` leads
    from the page to the folder of the documents (see :func:`links`), and is ``None`` where a
    browser could not open them. ``alike`` groups rows whose documents are word for word the same
    but for their identity values.
    """

    outline: str
    data: str
    output: str
    format: str
    started: datetime
    seconds: float
    jobs: int
    totals: Totals
    interrupted: bool = False
    columns: tuple[str, ...] = ()
    links: str | None = None
    notes: tuple[Diagnostic, ...] = ()
    alike: Sequence[Sequence[int]] = ()
    gone: Sequence[str] = ()

    def as_json(self) -> Json:
        """All that stands before the rows in the report."""
        return {
            "report": VERSION,
            "speechgen": __version__,
            "outline": self.outline,
            "data": self.data,
            "output": self.output,
            "format": self.format,
            "started": self.started.isoformat(timespec="seconds"),
            "seconds": round(self.seconds, 3),
            "jobs": self.jobs,
            "interrupted": self.interrupted,
            "language": language(),
            "totals": self.totals.as_json(),
            "notes": [diagnostic_json(note) for note in self.notes],
            "alike": [list(group) for group in self.alike[:MOST_ALIKE]],
            "gone": list(self.gone),
        }


_NO_NAMES: Mapping[int, str] = {}


class Entry(NamedTuple):
    """One row of a report: its result, and what only a look at all rows can tell.

    ``identity`` holds the values of the run's ``columns``; ``differs`` how much the document
    differs from the others, 0 to 1; ``names`` the names of the documents of the rows that its
    leaks point to.
    """

    result: Result
    identity: tuple[str, ...] = ()
    differs: float | None = None
    names: Mapping[int, str] = _NO_NAMES
