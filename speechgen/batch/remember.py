"""Results as the state keeps them, and as it gives them back."""

from json import JSONDecoder, JSONEncoder
from typing import TYPE_CHECKING

from speechgen.batch.result import (
    Result,
    Status,
    diagnostic_json,
    diagnostic_of,
    leak_of,
)
from speechgen.batch.state import Known

if TYPE_CHECKING:
    from speechgen.batch.rows.table import Row
    from speechgen.batch.work import Outcome

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = JSONDecoder().raw_decode  # what is kept here has no blanks around it
_STATUSES = {status.value: status for status in Status}
_NO_LEAKS = '"leaks":[]}'


def known_of(
    outcome: "Outcome",
    before: Known | None,
    patterns: str,
    identity: tuple[str, ...],
    maker: str,
) -> Known:
    """What is remembered of an outcome; ``before`` is what was known until now."""
    result = outcome.result
    digest, stamp = result.digest, outcome.stamp
    if result.status is Status.FAILED and before is not None:
        digest, stamp = before.digest, before.stamp  # of the document of an earlier run
    return Known(
        result.name or _unnamed(result.row),
        result.row,
        result.status.value,
        outcome.inputs,
        patterns,
        stamp,
        digest,
        result.line,
        result.size,
        result.length,
        round(result.seconds, 6),
        _encode(identity),
        _found(result),
        result.wording,
        result.makeup,
        maker,
    )


def unchanged(known: Known, row: "Row", maker: str) -> Known:
    """What is remembered of a document that is as its row asks for; the row may have moved."""
    status = Status.UNCHANGED.value
    return known._replace(row=row.number, status=status, line=row.line, maker=maker)


def _found(result: Result) -> str:
    """What is told of a row beside figures, as JSON; nothing for most rows."""
    if not result.diagnostics and not result.leaks:
        return ""
    diagnostics = [diagnostic_json(found) for found in result.diagnostics]
    return _encode({"diagnostics": diagnostics, "leaks": [one.as_json() for one in result.leaks]})


def result_of(known: Known) -> Result:
    """The result that was remembered."""
    found = _decode(known.found)[0] if known.found else {"diagnostics": (), "leaks": ()}
    return Result(
        known.row,
        known.line,
        "" if is_unnamed(known) else known.name,
        _STATUSES[known.status],
        known.digest,
        known.size,
        known.length,
        known.seconds,
        tuple([diagnostic_of(one) for one in found["diagnostics"]]),
        tuple([leak_of(one) for one in found["leaks"]]),
        known.wording,
        known.makeup,
    )


def identity_of(known: Known) -> tuple[str, ...]:
    """The identity values of a row, as the report shows them."""
    return tuple(_decode(known.identity)[0])


def leaks_in(known: Known) -> bool:
    """Whether something was found in a document that belongs to another."""
    return bool(known.found) and not known.found.endswith(_NO_LEAKS)


def is_unnamed(known: Known) -> bool:
    """Whether this is a row that could be given no name."""
    return known.name.startswith("\0")


def _unnamed(row: int) -> str:
    """The key of a row whose document has no name."""
    return f"\0{row}"
