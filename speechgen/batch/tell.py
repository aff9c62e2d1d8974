"""The report of a run, written beside its documents."""

from collections.abc import Iterator
from contextlib import suppress

from speechgen.batch.destination import Destination
from speechgen.batch.report.run import Entry, Run
from speechgen.batch.report.write import write_report_files


def tell(destination: Destination, run: Run, entries: Iterator[Entry]) -> None:
    """Write ``report.json`` and ``report.html``; raises E51x if that cannot be done."""
    write_report_files(destination.room, run, entries)


def clear(destination: Destination) -> None:
    """Remove what a run left that was killed while it wrote its report."""
    with suppress(OSError):
        for left in destination.room.glob(".speechgen-*.tmp"):
            left.unlink(missing_ok=True)
