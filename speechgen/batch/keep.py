"""What comes of each step: written where that is still to be done, remembered, counted."""

from speechgen.batch.account import Account
from speechgen.batch.likeness import Likeness
from speechgen.batch.output import File
from speechgen.batch.remember import known_of, result_of, unchanged
from speechgen.batch.report.run import Entry
from speechgen.batch.result import Result, Status
from speechgen.batch.spool import Planned
from speechgen.batch.state import Known
from speechgen.batch.steps import Step
from speechgen.batch.work import Outcome
from speechgen.batch.workplace import Workplace
from speechgen.source.diagnostic import Report, SpeechgenError


class Keeper:
    """Takes the outcomes of one run, a step after the other."""

    def __init__(self, place: Workplace, account: Account, likeness: Likeness) -> None:
        self._place = place
        self._account = account
        self._likeness = likeness
        self._maker, self._patterns = place.maker, place.patterns

    def keep(self, step: Step, outcomes: dict[int, Outcome]) -> list[Result]:
        """The results of a step, after what they say was written and remembered."""
        found: list[Known] = []
        same: list[Known] = []
        results: list[Result] = []
        for one in step.planned:
            before, outcome = step.known.get(one.name), outcomes.get(one.row.number)
            if outcome is None:
                assert before is not None
                known = self._as_before(one, before)
                result = result_of(known)
                same.append(known)
            else:
                outcome = self._delivered(one, outcome)
                result, own = outcome.result, self._place.own(one.row)
                found.append(known_of(outcome, before, self._patterns, own, self._maker))
            results.append(result)
            if self._account.wants(result):
                self._account.findings.append(Entry(result, self._place.own(one.row)))
        self._place.state.put(found)
        self._place.state.meet(same)
        self._count(results)
        return results

    def _count(self, results: list[Result]) -> None:
        for result in results:
            self._account.add(result)
            if result.makeup:
                self._likeness.add(result.row, result.wording, result.makeup)

    def _as_before(self, one: Planned, before: Known) -> Known:
        """What is known of a document that stays as it is."""
        self._place.output.hold(one.name)
        return unchanged(before, one.row, self._maker)

    def _delivered(self, one: Planned, outcome: Outcome) -> Outcome:
        """The outcome after this process did its part: writing, and saying where a cell stands."""
        result, output = outcome.result, self._place.output
        if outcome.data:
            (stamp,) = output.write([File(one.name, outcome.data)])
            if isinstance(stamp, SpeechgenError):
                failed = result._replace(status=Status.FAILED, diagnostics=stamp.diagnostics)
                return Outcome(failed)
            return outcome._replace(stamp=stamp, data=b"")
        if result.status is not Status.BUILT:
            output.hold(one.name)
        if result.status is Status.UNCHANGED and not outcome.stamp:
            outcome = outcome._replace(stamp=output.stamps([one.name])[0])
        if result.status is Status.FAILED and not one.row.faults:
            return outcome._replace(result=self._placed(one, result))
        return outcome

    def _placed(self, one: Planned, result: Result) -> Result:
        """A failed row, its faulty cells at their places in the data."""
        if not any(found.code in ("E210", "E211") for found in result.diagnostics):
            return result
        report, ready = Report(), self._place.ready
        table, values = ready.table, ready.given.of(one.row)
        ready.speech.variables.check_row(
            values, lambda name: table.place(one.row.line, name), report
        )
        return result._replace(diagnostics=tuple(report.diagnostics) or result.diagnostics)
