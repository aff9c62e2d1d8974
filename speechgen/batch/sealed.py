"""A batch of which nothing has changed since its last run, told without reading outline or rows.

What a run finds out by planning and comparing, the seal of the last one tells (:mod:`seal`), and
each document's size and time. It ends as that run would: with the same state, report and words.
"""

import json
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from speechgen.batch.destination import Destination, open_destination
from speechgen.batch.options import Options
from speechgen.batch.output import Folder, Output
from speechgen.batch.remember import identity_of, result_of
from speechgen.batch.report.run import MOST_ALIKE, Entry, Run, Totals
from speechgen.batch.result import Result
from speechgen.batch.seal import asked_of
from speechgen.batch.state import State
from speechgen.batch.tell import clear, tell
from speechgen.source.diagnostic import Diagnostic, Severity, SpeechgenError
from speechgen.source.messages import Message
from speechgen.source.place import Place

if TYPE_CHECKING:
    from speechgen.batch.likeness import Likeness

_TOGETHER = 500  # documents that are looked at at once


class Told(NamedTuple):
    """What the report of a run says beside what the state has of each document.

    ``rows`` and ``shares`` tell how much each row's document differs from the others.
    """

    outline: str
    data: str
    form: str
    columns: tuple[str, ...]
    notes: tuple[Diagnostic, ...]
    alike: list[list[int]]
    totals: Totals
    rows: "array[int]"
    shares: "array[float]"

    @classmethod
    def unpacked(cls, told: str, differing: bytes) -> "Told":
        """What :func:`told_of` has packed."""
        outline, data, form, columns, notes, alike, totals = json.loads(told)
        half = len(differing) // 2
        rows, shares = array("I", differing[:half]), array("f", differing[half:])
        shown = tuple(map(_note, notes))
        counted = Totals(**totals)
        return cls(outline, data, form, tuple(columns), shown, alike, counted, rows, shares)


def told_of(run: Run, likeness: "Likeness") -> tuple[str, bytes]:
    """What a run told, packed; its notes in the language in force."""
    totals = {**vars(run.totals), "built": 0, "unchanged": run.totals.rows, "gone": 0, "pruned": 0}
    notes, alike = [_plain(note) for note in run.notes], run.alike[:MOST_ALIKE]
    told = (run.outline, run.data, run.format, run.columns, notes, alike, totals)
    rows, shares = likeness.shares
    return json.dumps(told), rows.tobytes() + shares.tobytes()


def _plain(note: Diagnostic) -> tuple[Any, ...]:
    severity, code, message, place, hint, trace = note
    places = [tuple(one) for one in trace]
    return severity.value, code, str(message), place and tuple(place), str(hint or ""), places


def _note(said: tuple[Any, ...]) -> Diagnostic:
    severity, code, message, place, hint, trace = said
    shown = Message(hint) if hint else None
    where, passed = place and Place(*place), tuple(Place(*one) for one in trace)
    return Diagnostic(Severity(severity), code, Message(message), where, shown, passed)


def open_sealed(outline: str | Path, options: Options) -> "Sealed | None":
    """The batch if nothing of it has changed, and nothing was asked for but a plain run.

    Whatever is wrong is told by the run that looks at everything.
    """
    wishes = (options.retry, options.fresh, options.force, options.prune)
    if any(wishes) or options.scheduler or options.executor is not None:
        return None
    with suppress(SpeechgenError, ImportError):
        destination = open_destination(options.output, str(outline))
        if isinstance(destination.output, Folder) and destination.state.is_file():
            return _opened(asked_of(outline, options), options, destination)
    return None


def _opened(asked: str, options: Options, destination: Destination) -> "Sealed | None":
    state, told = State(destination.state), None
    try:
        told = _unbroken(state, asked, destination.output)
    finally:
        if told is None:
            state.close()
    return Sealed(options, destination, state, told) if told else None


def _unbroken(state: State, asked: str, output: Output) -> Told | None:
    """What the last run told, if it was asked for the same, and all files are as they were."""
    try:
        kept = state.sealed()
        if kept is None:
            return None
        seal, told, differing = kept
        if seal.asked != asked or not seal.holds or not _all_there(state, output):
            return None
        return Told.unpacked(told, differing)
    except (ValueError, TypeError, sqlite3.Error):  # not what we have written
        return None


def _all_there(state: State, output: Output) -> bool:
    """Whether every document of the last run is as that run left it."""
    return all(output.stamps(names) == stamps for names, stamps in state.stamps_of_last(_TOGETHER))


class Sealed:
    """To be iterated over as :class:`speechgen.batch.run.Batch` is, once."""

    def __init__(
        self, options: Options, destination: Destination, state: State, told: Told
    ) -> None:
        self._jobs = options.processes
        self._state = state
        self._told = told
        self._begun, self._started = perf_counter(), datetime.now(UTC)
        self.destination = destination
        self.notes = told.notes
        self.clean = True
        self.count = told.totals.rows
        self.findings: list[Entry] = []
        self.summed_up: Run | None = None
        self.reported = False

    def __iter__(self) -> Iterator[Result]:
        """Remember and report that everything is unchanged; raises E51x where that cannot be."""
        self.destination.output.begin(self.destination.room)
        self.destination.output.clear()
        clear(self.destination)
        self._state.repeat(self._started.isoformat(), datetime.now(UTC).isoformat())
        yield from map(result_of, self._state.of_run())
        self.summed_up = self._summed_up()
        tell(self.destination, self.summed_up, self._entries())
        self.reported = True

    def close(self) -> None:
        """Let go of the state."""
        self._state.close()

    def _entries(self) -> Iterator[Entry]:
        """An entry for each row, in order."""
        differs = dict(zip(self._told.rows, self._told.shares, strict=True))
        for known in self._state.of_run():
            result = result_of(known)
            yield Entry(result, identity_of(known), differs.get(result.row))

    def _summed_up(self) -> Run:
        told, destination = self._told, self.destination
        return Run(
            told.outline,
            told.data,
            destination.output.shown,
            told.form,
            self._started,
            perf_counter() - self._begun,
            self._jobs,
            told.totals,
            columns=told.columns,
            links=destination.links,
            notes=told.notes,
            alike=told.alike,
        )
