"""One batch from its plan to its report: what ``speechgen batch`` and a program iterate over."""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from speechgen.batch.destination import Destination, open_destination
from speechgen.batch.gone import sweep
from speechgen.batch.inputs import Inputs
from speechgen.batch.likeness import Likeness
from speechgen.batch.options import Options
from speechgen.batch.output import File
from speechgen.batch.plan import value_at
from speechgen.batch.pools import Growing, LostError, Pool
from speechgen.batch.prepare import Prepared, prepare
from speechgen.batch.remember import (
    identity_of,
    known_of,
    leaks_in,
    result_of,
    unchanged,
)
from speechgen.batch.report.run import Entry, Run, Totals
from speechgen.batch.result import Result, Status
from speechgen.batch.spool import Planned
from speechgen.batch.state import Known, State
from speechgen.batch.tell import clear, tell
from speechgen.batch.work import Job, Outcome, Task, look
from speechgen.source.diagnostic import Report, SpeechgenError, fail
from speechgen.source.messages import chosen_language, say

_CHUNK = 200  # rows at most that go to a worker at once
_LEAST_CHUNK = 10
_SHARES = 8  # of what is left, for each process: chunks get smaller, so that all end together
_MOST_FINDINGS = 100
_LONGEST_QUEUE = 50  # chunks that wait for one in front of them


class Batch:
    """A batch of one outline: planned when made, run when iterated over.

    >>> batch = Batch("outline.yaml", Options(data="counties.csv", output="out"))  # doctest: +SKIP
    >>> for result in batch:  # doctest: +SKIP
    ...     print(result.name, result.status)

    Making it reads every row and settles every name; it raises :class:`SpeechgenError` with all
    that is wrong, before anything is written. Iterating gives a :class:`Result` for each chosen
    row, in order, as documents are written; when that ends, or is left early, what was done is
    remembered and reported (``destination.report``). ``notes`` tell of the data and the outline as
    a whole, ``totals`` what the rows come to, ``gone`` the documents whose row is no longer there.
    """

    def __init__(self, outline: str | Path, options: Options | None = None) -> None:
        self.options = options or Options()
        report = Report()
        self.prepared: Prepared = prepare(outline, self.options, report)
        self.notes = report.warnings()
        file = self.prepared.speech.outline.file
        self.destination: Destination = open_destination(self.options.output, file)
        self._begin()

    def _begin(self) -> None:
        """Nothing is known of a run yet."""
        self.totals = Totals()
        self.stale = 0  # documents kept as they are though their rows ask for others
        self.gone: list[str] = []
        self.summed_up: Run | None = None  # once it has ended
        self.reported = False  # whether the report is where ``destination.report`` says
        self.findings: list[Entry] = []  # the first rows that must be looked at

    @property
    def clean(self) -> bool:
        """Whether every row is as it should be, and no document holds what belongs to another."""
        totals = self.totals
        return not (totals.failed or totals.pending or totals.leaks or self.stale)

    @property
    def count(self) -> int:
        """The number of rows that are to be made."""
        return self.prepared.plan.spool.count

    def plan(self) -> Iterator[Planned]:
        """Every chosen row with the name of its document."""
        return iter(self.prepared.plan.spool)

    def __iter__(self) -> Iterator[Result]:
        """Run; raises :class:`SpeechgenError` if output or workers are lost (E51x, E762)."""
        self._begin()
        run = _Run(self)
        try:
            yield from run.results()
        except LostError as error:
            run.stop()
            message = say("the workers are lost ({reason})", reason=str(error))
            fail("E762", message, None, say("run it again: it goes on from here"))
        except BaseException:
            run.stop()
            raise
        else:
            run.end()
        finally:
            run.close()


class _Step(NamedTuple):
    """A chunk of planned rows: what is known of each, and what there is to do.

    ``spooled`` counts them before those were left out that need no second try.
    """

    spooled: int
    planned: list[Planned]
    known: dict[str, Known]
    tasks: list[Task]


class _Run:
    def __init__(self, batch: Batch) -> None:
        self._batch, self._options = batch, batch.options
        ready = batch.prepared
        self._ready = ready
        self._output = batch.destination.output
        self._begun, self._started = perf_counter(), datetime.now(UTC)
        self._maker = f"{Path(ready.speech.outline.file).name} {ready.form}"
        self._inputs = Inputs(ready.speech, ready.form)
        self._patterns = ready.search.digest if ready.search else ""
        self._likeness = Likeness()
        self._queue: deque[_Step] = deque()
        self._met = 0  # rows whose results were told
        self._told: frozenset[int] = frozenset()  # all that are remembered, if it was stopped
        self._pool: Pool | None = None
        # Last of all: what comes after it could be interrupted, and leave it open.
        self._output.begin(batch.destination.room)
        self._state = State(batch.destination.state, self._output.at_once)
        try:
            self._output.clear()  # not before: another run may be at work there
            self._stopped = self._state.stopped
            self._state.begin(self._started.isoformat())
            clear(batch.destination)
        except BaseException:
            self._state.close()
            raise

    def results(self) -> Iterator[Result]:
        """The result of each row, in order."""
        self._pool = self._open_pool()
        for planned in self._chunks():
            step = self._step(planned)
            self._queue.append(step)
            if step.tasks:
                self._pool.send(step.tasks)
            while self._queue and self._is_ready(self._queue[0]):
                yield from self._done()
        while self._queue:
            yield from self._done()

    def _is_ready(self, step: _Step) -> bool:
        assert self._pool is not None
        return not step.tasks or self._pool.full or len(self._queue) > _LONGEST_QUEUE

    def _open_pool(self) -> Pool:
        job, options = self._job(), self._options
        if options.scheduler:
            from speechgen.batch.cluster import open_cluster

            return open_cluster(job, options.scheduler)
        if options.executor is not None:
            from speechgen.batch.executors import Elsewhere

            return Elsewhere(job, options.executor, _workers_of(options.executor))
        return Growing(job, self._jobs())

    def _job(self) -> Job:
        ready, options = self._ready, self._options
        return Job(
            ready.speech,
            ready.given,
            ready.form,
            self._output,
            ready.search,
            ready.identity,
            self._output.shared,
            options.force,
            options.fresh,
            chosen_language(),
        )

    def _jobs(self) -> int:
        return self._options.jobs or available_cores()

    def _chunks(self) -> Iterator[list[Planned]]:
        spool, shares = self._ready.plan.spool, self._jobs() * _SHARES
        rows, left = iter(spool), spool.count
        while together := list(islice(rows, min(max(left // shares, _LEAST_CHUNK), _CHUNK))):
            yield together
            left -= len(together)

    def _step(self, planned: list[Planned]) -> _Step:
        """What there is to do for some rows."""
        spooled, names = len(planned), [one.name for one in planned]
        known = self._state.find(names)
        if self._options.retry:
            planned = self._undone(planned, known)
            names = [one.name for one in planned]
        stamps = self._output.stamps(names)
        tasks = [
            task
            for one, stamp in zip(planned, stamps, strict=True)
            if (task := self._task(one, known.get(one.name), stamp)) is not None
        ]
        return _Step(spooled, planned, known, tasks)

    def _undone(self, planned: list[Planned], known: dict[str, Known]) -> list[Planned]:
        """Rows to be tried again: those that failed, or were not reached when a run was stopped."""
        failed = Status.FAILED.value
        met = self._state.met_since(list(known), self._stopped)
        return [one for one in planned if one.name not in met or known[one.name].status == failed]

    def _task(self, planned: Planned, known: Known | None, stamp: str) -> Task | None:
        """The work on a row, or ``None`` if its document is there as it should be."""
        row, name = planned
        if not name:  # it fails, and says why
            return Task(row, name)
        if known is None:
            return self._looked_at(Task(row, name, there=bool(stamp), touched=bool(stamp)))
        touched = stamp != known.stamp
        fits = (
            known.patterns == self._patterns
            and not row.faults
            and not self._options.fresh
            and not leaks_in(known)  # they name rows by numbers, which may be others by now
        )
        inputs = (
            self._inputs.of(self._ready.given.of(row)) if stamp and not touched and fits else b""
        )
        if inputs and inputs == known.inputs:
            return None
        task = Task(row, name, known.inputs, known.digest, bool(stamp), touched)
        return self._looked_at(task) if touched else task

    def _looked_at(self, task: Task) -> Task:
        """A task with what this process sees of its document, if those who work cannot."""
        assert self._pool is not None
        if self._pool.here or not task.there:
            return task
        try:
            found = look(self._output, self._ready.form, task.name, task.digest)
        except SpeechgenError as error:
            row = task.row._replace(faults=(*task.row.faults, *error.diagnostics))
            return task._replace(row=row)
        return task._replace(seen=found)

    def _done(self) -> list[Result]:
        """The results of the oldest step, after what they say was written and remembered."""
        outcomes = self._pool.receive() if self._queue[0].tasks and self._pool else ()
        step = self._queue.popleft()  # not before: a run may be stopped while it waits
        return self._keep(step, {outcome.result.row: outcome for outcome in outcomes})

    def _keep(self, step: _Step, outcomes: dict[int, Outcome]) -> list[Result]:
        found: list[Known] = []
        same: list[Known] = []
        results: list[Result] = []
        for one in step.planned:
            before, outcome = step.known.get(one.name), outcomes.get(one.row.number)
            if outcome is None:
                assert before is not None
                known = unchanged(before, one.row, self._maker)
                self._output.hold(one.name)
                result = result_of(known)
                same.append(known)
            else:
                outcome = self._delivered(one, outcome)
                result = outcome.result
                own = self._own(one)
                found.append(known_of(outcome, before, self._patterns, own, self._maker))
            results.append(result)
            if _must_be_seen(result) and len(self._batch.findings) < _MOST_FINDINGS:
                self._batch.findings.append(Entry(result, self._own(one)))
        self._state.put(found)
        self._state.meet(same)
        for result in results:
            self.totals.add(result)
            if result.makeup:
                self._likeness.add(result.row, result.wording, result.makeup)
            self._batch.stale += result.stale
        self._met += step.spooled
        return results

    @property
    def totals(self) -> Totals:
        """The batch's."""
        return self._batch.totals

    def _delivered(self, one: Planned, outcome: Outcome) -> Outcome:
        """The outcome after this process did its part: writing, and saying where a cell stands."""
        result = outcome.result
        if outcome.data:
            (stamp,) = self._output.write([File(one.name, outcome.data)])
            if isinstance(stamp, SpeechgenError):
                failed = result._replace(status=Status.FAILED, diagnostics=stamp.diagnostics)
                return Outcome(failed)
            return outcome._replace(stamp=stamp, data=b"")
        if result.status is not Status.BUILT:
            self._output.hold(one.name)
        if result.status is Status.UNCHANGED and not outcome.stamp:
            outcome = outcome._replace(stamp=self._output.stamps([one.name])[0])
        if result.status is Status.FAILED and not one.row.faults:
            return outcome._replace(result=self._placed(one, result))
        return outcome

    def _placed(self, one: Planned, result: Result) -> Result:
        """A failed row, its faulty cells at their places in the data."""
        if not any(found.code in ("E210", "E211") for found in result.diagnostics):
            return result
        report = Report()
        table, values = self._ready.table, self._ready.given.of(one.row)
        self._ready.speech.variables.check_row(
            values, lambda name: table.place(one.row.line, name), report
        )
        return result._replace(diagnostics=tuple(report.diagnostics) or result.diagnostics)

    def _own(self, one: Planned) -> tuple[str, ...]:
        """The identity of a row, as the report shows it."""
        values = self._ready.given.of(one.row)
        return tuple(str(value_at(values, name)) for name in self._ready.identity)

    def end(self) -> None:
        """All rows were met: look for documents whose row has gone, and tell."""
        self._batch.gone, self.totals.pruned = sweep(
            self._state, self._output, self._ready, self._maker, self._options
        )
        self.totals.gone = len(self._batch.gone) + self.totals.pruned
        self._finish(interrupted=False)

    def stop(self) -> None:
        """The run ends early: keep what is done by now, in whatever order, and tell."""
        if self._pool is not None:
            done = {id(chunk): outcomes for chunk, outcomes in self._pool.stop()}
            met = self._met
            for step in self._queue:
                if not step.tasks or id(step.tasks) in done:
                    outcomes = done.get(id(step.tasks), [])
                    self._keep(step, {outcome.result.row: outcome for outcome in outcomes})
            self._met = met
            self._pool.close()
        self._finish(interrupted=True)

    def _finish(self, interrupted: bool) -> None:
        """Whole files, a report, and a state that says so."""
        self._output.end(known.name for known in self._state.earlier())
        self._state.keep()
        if interrupted:
            self._count_again()
        run = self._batch.summed_up = self._summed_up(interrupted)
        if not interrupted:
            self._state.end(datetime.now(UTC).isoformat())
        tell(self._batch.destination, run, self._entries(interrupted))
        self._batch.reported = True

    def _count_again(self) -> None:
        """The totals from what is remembered: the run may have been stopped while it counted."""
        totals, told = Totals(gone=self.totals.gone, pruned=self.totals.pruned), set()
        for known in self._state.of_run():
            totals.add(result_of(known))
            told.add(known.row)
        self._told = frozenset(told)
        totals.pending = sum(1 for _ in self._not_reached())
        totals.rows += totals.pending
        self._batch.totals = totals

    def _not_reached(self) -> Iterator[Planned]:
        """The rows that a stopped run has not come to."""
        rest = islice(iter(self._ready.plan.spool), self._met, None)
        return (one for one in rest if one.row.number not in self._told)

    def _summed_up(self, interrupted: bool) -> Run:
        """The run as a whole, as the report tells it."""
        batch, ready = self._batch, self._ready
        return Run(
            ready.speech.outline.file,
            ready.table.source,
            self._output.shown,
            ready.form,
            self._started,
            perf_counter() - self._begun,
            self._jobs(),
            self.totals,
            interrupted,
            ready.identity,
            batch.destination.links,
            batch.notes,
            self._likeness.groups(),
            batch.gone,
        )

    def _entries(self, interrupted: bool) -> Iterator[Entry]:
        """An entry for each row, in order, those that were not reached among them."""
        if not interrupted:
            return self._remembered()
        return merge(self._remembered(), self._pending(), key=lambda entry: entry.result.row)

    def _remembered(self) -> Iterator[Entry]:
        for known in self._state.of_run():
            result = result_of(known)
            others = {row for leak in result.leaks for row in leak.others}
            names = self._state.names_of(others) if others else {}
            differs = self._likeness.differs(result.row) if result.makeup else None
            yield Entry(result, identity_of(known), differs, names)

    def _pending(self) -> Iterator[Entry]:
        for one in self._not_reached():
            result = Result(one.row.number, one.row.line, one.name, Status.PENDING)
            yield Entry(result, self._own(one))

    def close(self) -> None:
        """Let go of the state; where the documents are, there is also what tells of them."""
        try:
            if self._pool is not None:
                self._pool.close()
        finally:  # an interruption may come just now
            self._state.close()
        reported, self._batch.reported = self._batch.reported, False
        self._output.publish(self._batch.destination.room)
        self._batch.reported = reported


def _must_be_seen(result: Result) -> bool:
    """Whether a row is why a batch is not clean."""
    return result.failed or result.stale or bool(result.leaks)


def available_cores() -> int:
    """The processors that this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _workers_of(executor: object) -> int:
    """How many workers an executor has, as far as it says; it is asked to do that much at once."""
    count = getattr(executor, "_max_workers", None)
    return count if isinstance(count, int) and count > 0 else available_cores()
