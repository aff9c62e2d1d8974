"""Reading many rows takes no more memory than reading few; some rows are hostile on purpose."""

import json
import sqlite3
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from speechgen.batch.rows.open import open_table
from speechgen.source.diagnostic import Report

from .workbooks import write_rows

MEGABYTE = 2**20
NAMES = ["code", "place", "leader", "cases", "duties"]
TEXTS = ["LL{}", "云溪县{}", "陆行舟{}", "{}", "抓统筹，抓督办，抓落实{}"]


def write_csv(path: Path, count: int) -> str:
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(NAMES) + "\n")
        file.writelines(",".join(text.format(n) for text in TEXTS) + "\n" for n in range(count))
    return str(path)


def write_json(path: Path, count: int) -> str:
    lines = (
        json.dumps(
            dict(zip(NAMES, (text.format(n) for text in TEXTS), strict=True)), ensure_ascii=False
        )
        for n in range(count)
    )
    with path.open("w", encoding="utf-8") as file:
        between = ",\n" if path.suffix == ".json" else "\n"
        file.write("[\n" if path.suffix == ".json" else "")
        for n, line in enumerate(lines):
            file.write(f"{between if n else ''}{line}")
        file.write("]" if path.suffix == ".json" else "")
    return str(path)


def write_sheet(path: Path, count: int) -> str:
    def row(number: int, cells: list[str]) -> str:
        each = zip("ABCDE", cells, strict=True)
        cell = "".join(f'<c r="{at}{number}" t="str"><v>{text}</v></c>' for at, text in each)
        return f'<row r="{number}" ht="20">{cell}</row>'

    body = (row(n + 2, [text.format(n) for text in TEXTS]) for n in range(count))
    write_rows(path, [row(1, NAMES), *body])
    return str(path)


def write_database(path: Path, count: int) -> str:
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"create table t ({', '.join(NAMES)})")
        rows = ([text.format(n) for text in TEXTS] for n in range(count))
        database.executemany("insert into t values (?, ?, ?, ?, ?)", rows)
        database.commit()
    return f"sqlite:///{path}"


WAYS: dict[str, tuple[Callable[[Path, int], str], int]] = {
    "a.csv": (write_csv, 200_000),
    "a.jsonl": (write_json, 100_000),
    "a.json": (write_json, 100_000),
    "a.xlsx": (write_sheet, 20_000),
    "a.db": (write_database, 100_000),
}
# Reads a few rows, then many, and tells by how many kilobytes the process has grown meanwhile.
READ = """
import resource, sys
from speechgen.batch.rows.open import open_table
from speechgen.source.diagnostic import Report

def read(source):
    query = "t" if "://" in source else None
    count = sum(not row.faults for row in open_table(source, Report(), query=query).rows())
    return count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

(_, before), (count, after) = read(sys.argv[1]), read(sys.argv[2])
print(count, after - before)
"""


@pytest.mark.parametrize("name", WAYS)
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, name: str) -> None:
    write, many = WAYS[name]
    sources = [write(tmp_path / f"few-{name}", many // 20), write(tmp_path / name, many)]
    command = [sys.executable, "-c", READ, *sources]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    count, grown = map(int, done.stdout.split())
    assert count == many
    assert grown < 2 * 1024


def test_ten_thousand_columns(tmp_path: Path) -> None:
    names = [f"c{n}.x" for n in range(10_000)]
    lines = [",".join(names), *[",".join(["云"] * 10_000)] * 3]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    table = open_table(str(tmp_path / "a.csv"), Report())
    rows = list(table.rows())
    assert len(rows) == 3
    assert rows[2].values["c9999"] == {"x": "云"}
    assert table.place(4, "c9999.x")[1:3] == (4, 19_999)


def test_a_sparse_file_with_nothing_after_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 100_000)
    with path.open("r+b") as file:
        file.truncate(2**28)
    tracemalloc.start()
    found = [fault.code for row in open_table(str(path), Report()).rows() for fault in row.faults]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["E713"]
    assert most < 100 * MEGABYTE


def test_thirty_thousand_quotation_marks_that_never_close(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n" + '"x,1\n' * 30_000, "utf-8")
    faults = [row.faults[0] for row in open_table(str(tmp_path / "a.csv"), Report()).rows()]
    assert {fault.code for fault in faults} == {"E712"}
    assert [fault.place.line for fault in faults if fault.place] == list(range(2, 30_002))
