"""How a run ends, at its end or before: whole files, a report, and a state that says so."""

from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from time import perf_counter

from speechgen.batch.account import Account
from speechgen.batch.gone import sweep
from speechgen.batch.likeness import Likeness
from speechgen.batch.output import Folder
from speechgen.batch.remember import identity_of, result_of
from speechgen.batch.report.run import Entry, Run, Totals
from speechgen.batch.result import Result, Status
from speechgen.batch.sealed import told_of
from speechgen.batch.spool import Planned
from speechgen.batch.tell import tell
from speechgen.batch.workplace import Workplace
from speechgen.source.diagnostic import Diagnostic


class Ending:
    """Sums a run up; made when it begins, as it tells how long that took."""

    def __init__(
        self, place: Workplace, account: Account, likeness: Likeness, notes: tuple[Diagnostic, ...]
    ) -> None:
        self._place = place
        self._account = account
        self._likeness = likeness
        self._notes = notes
        self._begun, self.started = perf_counter(), datetime.now(UTC)
        self._met = 0  # rows whose results were told, of a run that was stopped
        self._told: frozenset[int] = frozenset()  # all that are remembered of it

    def all_met(self) -> None:
        """All rows were met: look for documents whose row has gone, and tell."""
        place, account = self._place, self._account
        account.gone, account.totals.pruned = sweep(
            place.state, place.output, place.ready, place.maker, place.options
        )
        account.totals.gone = len(account.gone) + account.totals.pruned
        self._finish(interrupted=False)

    def stopped(self, met: int) -> None:
        """The run was stopped after so many rows: keep what is done by now, and tell."""
        self._met = met
        self._finish(interrupted=True)

    def _finish(self, interrupted: bool) -> None:
        place, account = self._place, self._account
        place.output.end(known.name for known in place.state.earlier())
        place.state.keep()
        if interrupted:
            self._count_again()
        run = account.summed_up = self._summed_up(interrupted)
        if not interrupted:
            place.state.end(datetime.now(UTC).isoformat())
            self._seal(run)
        tell(place.destination, run, self._entries(interrupted))
        account.reported = True

    def _seal(self, run: Run) -> None:
        """Where the next run would change nothing, let it find that out by the files alone."""
        place, totals = self._place, self._account.totals
        done = totals.built + totals.unchanged == totals.rows and not (totals.leaks or run.gone)
        seal = place.ready.seal if done and isinstance(place.output, Folder) else None
        if seal is not None and not place.options.retry:
            place.state.seal(seal, *told_of(run, self._likeness))

    def _count_again(self) -> None:
        """The totals from what is remembered: the run may have been stopped while it counted."""
        before = self._account.totals
        totals, told = Totals(gone=before.gone, pruned=before.pruned), set()
        for known in self._place.state.of_run():
            totals.add(result_of(known))
            told.add(known.row)
        self._told = frozenset(told)
        totals.pending = sum(1 for _ in self._not_reached())
        totals.rows += totals.pending
        self._account.totals = totals

    def _not_reached(self) -> Iterator[Planned]:
        """The rows that a stopped run has not come to."""
        rest = islice(iter(self._place.ready.plan.spool), self._met, None)
        return (one for one in rest if one.row.number not in self._told)

    def _summed_up(self, interrupted: bool) -> Run:
        """The run as a whole, as the report tells it."""
        place, ready = self._place, self._place.ready
        return Run(
            ready.speech.outline.file,
            ready.table.source,
            place.output.shown,
            ready.form,
            self.started,
            perf_counter() - self._begun,
            place.options.processes,
            self._account.totals,
            interrupted,
            ready.identity,
            place.destination.links,
            self._notes,
            self._likeness.groups(),
            self._account.gone,
        )

    def _entries(self, interrupted: bool) -> Iterator[Entry]:
        """An entry for each row, in order, those that were not reached among them."""
        if not interrupted:
            return self._remembered()
        return merge(self._remembered(), self._pending(), key=lambda entry: entry.result.row)

    def _remembered(self) -> Iterator[Entry]:
        state = self._place.state
        for known in state.of_run():
            result = result_of(known)
            others = {row for leak in result.leaks for row in leak.others}
            names = state.names_of(others) if others else {}
            differs = self._likeness.differs(result.row) if result.makeup else None
            yield Entry(result, identity_of(known), differs, names)

    def _pending(self) -> Iterator[Entry]:
        for one in self._not_reached():
            result = Result(one.row.number, one.row.line, one.name, Status.PENDING)
            yield Entry(result, self._place.own(one.row))
