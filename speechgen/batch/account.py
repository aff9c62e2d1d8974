"""What a run has come to so far."""

from speechgen.batch.report.run import Entry, Run, Totals
from speechgen.batch.result import Result

_MOST_FINDINGS = 100


class Account:
    """Totals, findings, and in the end how the run is told.

    ``stale`` counts documents kept as they are though their rows ask for others; ``gone`` are those
    whose row is no longer there; ``summed_up`` is set once the run has ended, and ``reported``
    tells whether the report is where it should be.
    """

    def __init__(self) -> None:
        self.totals = Totals()
        self.stale = 0
        self.gone: list[str] = []
        self.findings: list[Entry] = []
        self.summed_up: Run | None = None
        self.reported = False

    @property
    def clean(self) -> bool:
        """Whether every row is as it should be, and no document holds what belongs to another."""
        totals = self.totals
        return not (totals.failed or totals.pending or totals.leaks or self.stale)

    def add(self, result: Result) -> None:
        """Count one row."""
        self.totals.add(result)
        self.stale += result.stale

    def wants(self, result: Result) -> bool:
        """Whether a row is to be shown as a finding: it is why a batch is not clean."""
        must = result.failed or result.stale or bool(result.leaks)
        return must and len(self.findings) < _MOST_FINDINGS
