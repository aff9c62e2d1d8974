"""A batch of invented counties, for the tests of the report and for its picture.

``python -m tests.batch.report.invented FOLDER [ROWS]`` writes its report.
"""

import hashlib
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from speechgen.batch.report.run import Entry, Run, Totals
from speechgen.batch.report.write import links, write_report_files
from speechgen.batch.result import Leak, Result, Status
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import say, set_language
from speechgen.source.place import Place

COLUMNS = ("place", "leader")
OUTLINE, DATA = "outlines/county-variants.yaml", "outlines/counties.csv"
_FIRST = "云 青 白 南 北 长 新 安 和 永 清 平 石 玉 金 双 大 文 东 西".split()
_SECOND = "溪 河 山 林 湖 口 桥 岭 塘 坪 坝 湾 泉 港 丰".split()
_SURNAMES = "陆沈顾方程许叶秦"
_GIVEN = "行舟 望山 怀远 清和 若谷 致远 明川 思齐".split()


def place(row: int) -> str:
    """The name of a county; no two of the first 90,000 are the same."""
    far = row // 300
    middle = _SECOND[far % 15] if far else ""
    return (
        _FIRST[row % 20]
        + _SECOND[row // 20 % 15]
        + middle
        + _FIRST[far // 15 % 20] * (far >= 15)
        + "县"
    )


def leader(row: int) -> str:
    return _SURNAMES[row % 8] + _GIVEN[row // 8 % 8]


def entry(row: int) -> Entry:
    """One row; every seventeenth fails, some leak, some are kept or unchanged."""
    random = Random(row)
    name = f"{row:05}-{place(row)}.docx"
    identity = (place(row), leader(row))
    status = _status(row)
    if status is Status.FAILED:
        found = _fault(row) if row % 2 else (*_fault(row), *_warned(row))
        return Entry(Result(row, row + 1, name, status, diagnostics=found), identity)
    warned = _warned(row) if row % 23 == 5 else ()
    leaks = _leaks(row) if row % 41 == 3 else ()
    result = Result(
        row,
        row + 1,
        name,
        status,
        hashlib.sha256(name.encode()).hexdigest(),
        random.randint(21_000, 24_000),
        int(random.gauss(6_900, 260)) if row % 3 else int(random.gauss(7_900, 150)),
        random.uniform(0.0004, 0.0009),
        warned,
        leaks,
    )
    differs = round(min(1, max(0, random.gauss(0.16 if row % 3 else 0.31, 0.05))), 4)
    return Entry(result, identity, differs, {row + 1: f"{row + 1:05}-{place(row + 1)}.docx"})


def _status(row: int) -> Status:
    if row % 131 == 17:
        return Status.FAILED
    return Status.KEPT if row % 173 == 9 else Status.UNCHANGED if row % 5 == 0 else Status.BUILT


def _fault(row: int) -> tuple[Diagnostic, ...]:
    message = say("'{name}' is undefined", name="budget")
    where = Place(OUTLINE, 42, 17)
    hint = say("did you mean '{name}'?", name="budgets")
    trace = (Place(DATA, row + 1, 1),)
    return (Diagnostic(Severity.ERROR, "E203", message, where, hint, trace),)


def _warned(row: int) -> tuple[Diagnostic, ...]:
    message = say("'{name}' is undefined", name="prize")
    return (Diagnostic(Severity.WARNING, "W203", message, Place(DATA, row + 1, 29)),)


def _leaks(row: int) -> tuple[Leak, ...]:
    other = place(row + 1)
    sentence = f"要学习{other}的好做法，{other}去年完成改厕三万户，群众满意率居全市前列。"
    where = Place(OUTLINE, 58, 9)
    level = Leak(
        "level", "我市", "我市上下要以更实的作风抓好落实。", "level", (), Place(OUTLINE, 71, 5)
    )
    found = Leak("identity", other, sentence, "place", (row + 1,), where)
    return (found, level) if row % 2 else (found,)


def entries(rows: int) -> Iterator[Entry]:
    """That many rows, made as they are asked for."""
    return map(entry, range(1, rows + 1))


def run(rows: int, **changed: object) -> Run:
    """The run that they belong to."""
    totals = Totals(gone=2, pruned=0)
    for one in entries(rows):
        totals.add(one.result)
    note = say("'{name}' is undefined", name="remark")
    made = Run(
        OUTLINE,
        DATA,
        "out/",
        "docx",
        datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8))),
        rows * 0.00068 + 0.4,
        2,
        totals,
        columns=COLUMNS,
        links="",
        notes=(Diagnostic(Severity.WARNING, "W601", note, Place(DATA, 1, 30)),),
        alike=((12, 27, 33), (8, 64)),
        gone=("00931-旧城县.docx", "00932-西坝县.docx"),
    )
    return made._replace(**changed)


def write(folder: Path, rows: int) -> None:
    """Its report in a folder."""
    made = run(rows, links=links(folder / "report.html", folder))
    write_report_files(folder, made, entries(rows))


if __name__ == "__main__":
    set_language(sys.argv[3] if len(sys.argv) > 3 else "zh")
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_844)
