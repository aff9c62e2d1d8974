"""What there is to do: rows in chunks, each row compared with what is known of its document."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from speechgen.batch.inputs import Inputs
from speechgen.batch.remember import leaks_in
from speechgen.batch.result import Status
from speechgen.batch.spool import Planned
from speechgen.batch.state import Known
from speechgen.batch.work import Task, look
from speechgen.batch.workplace import Workplace
from speechgen.source.diagnostic import SpeechgenError

_CHUNK = 200  # rows at most that go to a worker at once
_LEAST_CHUNK = 10
_SHARES = 8  # of what is left, for each process: chunks get smaller, so that all end together


class Step(NamedTuple):
    """A chunk of planned rows: what is known of each, and what there is to do.

    ``spooled`` counts them before those were left out that need no second try.
    """

    spooled: int
    planned: list[Planned]
    known: dict[str, Known]
    tasks: list[Task]


class Steps:
    """The steps of one run; ``stopped`` is the run before if that was stopped, else 0.

    ``seen_there`` tells whether those who work see the documents themselves.
    """

    def __init__(self, place: Workplace, stopped: int, seen_there: bool) -> None:
        self._place = place
        self._stopped = stopped
        self._seen_there = seen_there
        self._inputs = Inputs(place.ready.speech, place.ready.form, place.options.deflate)
        self._patterns = place.patterns

    def __iter__(self) -> Iterator[Step]:
        """All steps, in the order of the rows; each is made when it is asked for."""
        spool = self._place.ready.plan.spool
        shares = self._place.options.processes * _SHARES
        rows, left = iter(spool), spool.count
        while together := list(islice(rows, min(max(left // shares, _LEAST_CHUNK), _CHUNK))):
            yield self._step(together)
            left -= len(together)

    def _step(self, planned: list[Planned]) -> Step:
        spooled, names = len(planned), [one.name for one in planned]
        known = self._place.state.find(names)
        if self._place.options.retry:
            planned = self._undone(planned, known)
            names = [one.name for one in planned]
        stamps = self._place.output.stamps(names)
        tasks = [
            task
            for one, stamp in zip(planned, stamps, strict=True)
            if (task := self._task(one, known.get(one.name), stamp)) is not None
        ]
        return Step(spooled, planned, known, tasks)

    def _undone(self, planned: list[Planned], known: dict[str, Known]) -> list[Planned]:
        """Rows to be tried again: those that failed, or were not reached when a run was stopped."""
        failed = Status.FAILED.value
        met = self._place.state.met_since(list(known), self._stopped)
        return [one for one in planned if one.name not in met or known[one.name].status == failed]

    def _task(self, planned: Planned, known: Known | None, stamp: str) -> Task | None:
        """The work on a row, or ``None`` if its document is there as it should be."""
        row, name = planned
        if not name:  # it fails, and says why
            return Task(row, name)
        if known is None:
            return self._looked_at(Task(row, name, there=bool(stamp), touched=bool(stamp)))
        touched = stamp != known.stamp
        if stamp and not touched and self._is_made_of(planned, known):
            return None
        task = Task(row, name, known.inputs, known.digest, bool(stamp), touched)
        return self._looked_at(task) if touched else task

    def _is_made_of(self, planned: Planned, known: Known) -> bool:
        """Whether a document was made of just what its row is now, and searched for the same."""
        row = planned.row
        if (
            not known.inputs
            or known.patterns != self._patterns
            or row.faults
            or self._place.options.fresh
            or leaks_in(known)  # they name rows by numbers, which may be others by now
        ):
            return False
        return self._inputs.of(self._place.ready.given.of(row)) == known.inputs

    def _looked_at(self, task: Task) -> Task:
        """A task with what this process sees of its document, if those who work cannot."""
        if self._seen_there or not task.there:
            return task
        try:
            output, form = self._place.output, self._place.ready.form
            found = look(output, form, task.name, task.digest)
        except SpeechgenError as error:
            row = task.row._replace(faults=(*task.row.faults, *error.diagnostics))
            return task._replace(row=row)
        return task._replace(seen=found)
