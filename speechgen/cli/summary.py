"""The lines that close a batch."""

from collections.abc import Iterable, Iterator
from itertools import islice

from speechgen.batch.report.run import Entry, Totals
from speechgen.batch.report.words import STATUSES
from speechgen.batch.result import Leak, Result
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import Message, say, say_how_many

MOST_LISTED = 20  # failed rows, and leaks, that are named
_SENTENCE = 60  # characters of a leak's sentence that are shown


def summary(
    totals: Totals,
    seconds: float,
    entries: Iterable[Entry] = (),
    report: str = "",
    interrupted: bool = False,
) -> list[str]:
    """The lines that close a batch: how many became what, the first failures and leaks.

    ``entries`` need be no more than those that failed, leak, or keep a document that their row asks
    to be another, in the order of the rows; they are read until enough were found. ``report`` is
    where the report is.
    """
    failed, leaking, stale = _first(entries, totals)
    lines = [str(say("stopped before the end; the next run goes on from there"))] * interrupted
    lines.append(_counts(totals, seconds))
    lines += _listed(map(_failure, failed), len(failed), totals.failed)
    found = [line for entry in leaking for line in _leaks(entry)]
    lines += _listed(islice(found, MOST_LISTED), min(len(found), MOST_LISTED), totals.leaks)
    lines += _listed(map(_kept, stale[:MOST_LISTED]), min(len(stale), MOST_LISTED), len(stale))
    lines += _documents(totals)
    if report:
        lines.append(str(say("report: {path}", path=report)))
    return list(map(_printable, lines))


def _first(
    entries: Iterable[Entry], totals: Totals
) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """The first rows that failed, the first with leaks, and those whose document was spared."""
    failed: list[Entry] = []
    leaking: list[Entry] = []
    stale: list[Entry] = []
    most_failed, most_leaking = min(MOST_LISTED, totals.failed), min(MOST_LISTED, totals.leaks)
    for entry in entries:
        if entry.result.failed and len(failed) < most_failed:
            failed.append(entry)
        if entry.result.leaks and len(leaking) < most_leaking:
            leaking.append(entry)
        if entry.result.stale:
            stale.append(entry)
        enough = totals.kept == 0 or len(stale) > MOST_LISTED
        if (
            enough
            and len(failed) == most_failed
            and sum(len(e.result.leaks) for e in leaking) >= most_leaking
        ):
            break
    return failed, leaking, stale


def _counts(totals: Totals, seconds: float) -> str:
    """``2,844 rows in 2.1 s · failed 2 · built 2,830 · unchanged 12``."""
    counted = ((message, totals.of(status)) for status, message in STATUSES.items())
    said = [f"{message} {count:,}" for message, count in counted if count]
    if totals.leaks:
        said.append(str(say("leaks {count}", count=f"{totals.leaks:,}")))
    if totals.warnings:
        said.append(str(say("warnings {count}", count=f"{totals.warnings:,}")))
    took = f"{seconds:,.1f}"
    head = say_how_many(
        totals.rows, "{count} row in {seconds} s", "{count} rows in {seconds} s", seconds=took
    )
    return " · ".join((str(head), *said))


def _listed(lines: Iterable[str], shown: int, total: int) -> list[str]:
    more = [f"  {say('… and {count} more', count=f'{total - shown:,}')}"] if total > shown else []
    return [*lines, *more]


def _failure(entry: Entry) -> str:
    """``row 12, 青岚县.docx: outline.yaml:3:7: error[E203]: … (and 2 more)``."""
    errors = [d for d in entry.result.diagnostics if d.severity is Severity.ERROR]
    said = _row(entry.result)
    if errors:
        said += f": {_error(errors[0])}"
    if len(errors) > 1:
        said += f" {say('(and {count} more)', count=f'{len(errors) - 1:,}')}"
    return f"  {said}"


def _error(diagnostic: Diagnostic) -> str:
    where = f"{diagnostic.place}: " if diagnostic.place else ""
    return f"{where}{say('error')}[{diagnostic.code}]: {diagnostic.message}"


def _kept(entry: Entry) -> str:
    """``row 12 青岚县.docx: warning[W754]: this document was edited …``."""
    found = next(d for d in entry.result.diagnostics if d.code == "W754")
    return f"  {_row(entry.result)}: {say('warning')}[{found.code}]: {found.message}"


def _row(result: Result) -> str:
    name = f" {result.name}" if result.name else ""
    return f"{say('row {row}', row=f'{result.row:,}')}{name}"


def _leaks(entry: Entry) -> Iterator[str]:
    for leak in entry.result.leaks:
        where = f" ({leak.place})" if leak.place else ""
        yield f"  {_row(entry.result)}: {_leak(leak)}: {_cut(leak)}{where}"


def _leak(leak: Leak) -> Message:
    if leak.kind == "level":
        return say("'{text}' is a word of another level", text=leak.text)
    if not leak.others:
        return say("'{text}' is a value of another row", text=leak.text)
    row = f"{leak.others[0]:,}"
    return say(
        "'{text}' belongs to row {row} ({column})", text=leak.text, row=row, column=leak.column
    )


def _cut(leak: Leak) -> str:
    """The sentence, around what leaked if it is long."""
    start = max(0, leak.sentence.find(leak.text) - _SENTENCE // 3)
    cut = leak.sentence[start : start + _SENTENCE]
    dots = "…" if start else "", "…" if start + _SENTENCE < len(leak.sentence) else ""
    return dots[0] + cut + dots[1]


def _documents(totals: Totals) -> list[str]:
    """What became of documents whose row has gone."""
    left = totals.gone - totals.pruned
    said = []
    if totals.pruned:
        said.append(say("removed {count} whose row has gone", count=f"{totals.pruned:,}"))
    if left > 0:
        said.append(
            say_how_many(
                left,
                "{count} is there whose row has gone; --prune removes it",
                "{count} are there whose row has gone; --prune removes them",
            )
        )
    return list(map(str, said))


def _printable(line: str) -> str:
    """A line that cannot move the cursor or colour the screen, whatever the data holds."""
    return "".join(char if char.isprintable() else "\ufffd" for char in line)
