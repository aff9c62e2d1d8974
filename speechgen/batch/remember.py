"""Results as the state keeps them, and as it gives them back."""

import json

from speechgen.batch.result import (
    Json,
    Result,
    Status,
    diagnostic_json,
    diagnostic_of,
    leak_of,
)
from speechgen.batch.rows.table import Row
from speechgen.batch.state import Known
from speechgen.batch.work import Outcome


def known_of(
    outcome: Outcome,
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
        json.dumps(_entry(result, identity), ensure_ascii=False, separators=(",", ":")),
        result.wording,
        result.makeup,
        maker,
    )


def unchanged(known: Known, row: Row, maker: str) -> Known:
    """What is remembered of a document that is as its row asks for; the row may have moved."""
    entry = known.entry
    if not entry.startswith(f'{{"line":{row.line},'):
        said = {**json.loads(entry), "line": row.line}
        entry = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    status = Status.UNCHANGED.value
    return known._replace(row=row.number, status=status, entry=entry, maker=maker)


def _entry(result: Result, identity: tuple[str, ...]) -> Json:
    return {
        "line": result.line,
        "bytes": result.size,
        "characters": result.length,
        "seconds": round(result.seconds, 6),
        "identity": identity,
        "diagnostics": [diagnostic_json(found) for found in result.diagnostics],
        "leaks": [leak.as_json() for leak in result.leaks],
    }


def result_of(known: Known) -> Result:
    """The result that was remembered."""
    entry = json.loads(known.entry)
    return Result(
        known.row,
        entry["line"],
        "" if known.name == _unnamed(known.row) else known.name,
        Status(known.status),
        known.digest,
        entry["bytes"],
        entry["characters"],
        entry["seconds"],
        tuple(diagnostic_of(found) for found in entry["diagnostics"]),
        tuple(leak_of(found) for found in entry["leaks"]),
        known.wording,
        known.makeup,
    )


def identity_of(known: Known) -> tuple[str, ...]:
    """The identity values of a row, as the report shows them."""
    return tuple(json.loads(known.entry)["identity"])


def leaks_in(known: Known) -> bool:
    """Whether something was found in a document that belongs to another."""
    return not known.entry.endswith('"leaks":[]}')


def is_unnamed(known: Known) -> bool:
    """Whether this is a row that could be given no name."""
    return known.name.startswith("\0")


def _unnamed(row: int) -> str:
    """The key of a row whose document has no name."""
    return f"\0{row}"
