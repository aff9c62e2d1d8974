"""Every file in ``cases`` gives the rows that lie beside it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from speechgen.batch.rows.open import open_table
from speechgen.batch.rows.table import Table
from speechgen.source.diagnostic import Report

CASES = Path(__file__).parent / "cases"
FILES = sorted(file for file in CASES.iterdir() if file.suffix != ".rows")


def dump(table: Table, report: Report) -> str:
    told = [f"{found.code}\n" for found in report.diagnostics]
    rows = [
        f"{row.number} at {row.line}: {json.dumps(row.values, ensure_ascii=False)}"
        + "".join(f" {fault.code}" for fault in row.faults)
        + "\n"
        for row in table.rows()
    ]
    return "".join([*told, f"{' | '.join(table.columns)}\n", *rows])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_rows(file: Path, golden: Callable[[Path, str], None]) -> None:
    report = Report()
    table = open_table(str(file), report)
    shown = dump(table, report)
    golden(file.with_name(f"{file.name}.rows"), shown)
    assert dump(table, report) == shown  # whoever plans first and works then reads twice
    assert table.source == str(file)
