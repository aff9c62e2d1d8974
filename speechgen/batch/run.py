"""One batch from its plan to its report: what ``speechgen batch`` and a program iterate over."""

from collections.abc import Iterator
from pathlib import Path

from speechgen.batch.account import Account
from speechgen.batch.destination import Destination, open_destination
from speechgen.batch.options import Options
from speechgen.batch.pools import LostError
from speechgen.batch.prepare import Prepared, prepare
from speechgen.batch.report.run import Entry, Run, Totals
from speechgen.batch.result import Result
from speechgen.batch.running import Running
from speechgen.batch.spool import Planned
from speechgen.source.diagnostic import Report, fail
from speechgen.source.messages import say


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
        self._account = Account()

    @property
    def totals(self) -> Totals:
        """What the rows of the run came to so far."""
        return self._account.totals

    @property
    def gone(self) -> list[str]:
        """The documents whose row is no longer there, once the run has ended."""
        return self._account.gone

    @property
    def findings(self) -> list[Entry]:
        """The first rows that must be looked at."""
        return self._account.findings

    @property
    def summed_up(self) -> Run | None:
        """The run as its report tells it, once it has ended."""
        return self._account.summed_up

    @property
    def reported(self) -> bool:
        """Whether the report is where ``destination.report`` says."""
        return self._account.reported

    @property
    def clean(self) -> bool:
        """Whether every row is as it should be, and no document holds what belongs to another."""
        return self._account.clean

    @property
    def count(self) -> int:
        """The number of rows that are to be made."""
        return self.prepared.plan.spool.count

    def plan(self) -> Iterator[Planned]:
        """Every chosen row with the name of its document."""
        return iter(self.prepared.plan.spool)

    def __iter__(self) -> Iterator[Result]:
        """Run; raises :class:`SpeechgenError` if output or workers are lost (E51x, E762)."""
        self._account = Account()
        run = Running(self.prepared, self.options, self.destination, self.notes, self._account)
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
