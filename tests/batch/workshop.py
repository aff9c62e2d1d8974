"""A small project for batches: an outline, a library of its own, rows; and what a run leaves."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jsonschema

from speechgen.batch.options import Options
from speechgen.batch.report.json_file import report_schema
from speechgen.batch.result import Result
from speechgen.batch.run import Batch

OUTLINE = """\
library: lib
layout: own
title: 在{{ place }}防汛工作会议上的讲话
speaker: {post: 县委书记, name: "{{ leader }}"}
required: [code, place]
vars: {leader: 陆行舟, budget: ""}
opening: |
  今年{{ place }}的防汛经费是{{ budget }}万元。
sections:
  - heading: 抓紧抓实
    body:
      - pledge: {what: "守住{{ place }}的堤"}
variants:
  data: rows.csv
  name: "{{ code }}-{{ place }}"
  identity: [place, leader]
"""
FILES = {
    "outline.yaml": OUTLINE,
    "lib/library.yaml": "name: 县府\nversion: 1\n",
    "lib/sections/pledge.md.j2": "---\nabout: 表态\nfields:\n"
    "  what: {type: text, about: 做什么}\n---\n我们一定{{ what }}。\n",
    "lib/sections/other.md.j2": "---\nabout: 没有人用\n---\n另一个。\n",
    "lib/layouts/own.yaml": "extends: standard\n",
    "rows.csv": "code,place,leader,budget,note\n"
    "A1,云溪县,陆行舟,120,甲\nA2,青岚县,沈望山,80,乙\nA3,望川县,贺秋原,95,丙\n",
}
NAMES = ["A1-云溪县.docx", "A2-青岚县.docx", "A3-望川县.docx"]


class Project:
    """A folder with an outline, a library, rows, and where a batch writes to."""

    def __init__(self, folder: Path, files: Mapping[str, str] = FILES) -> None:
        self.folder = folder
        self.out = folder / "out"
        for name, text in files.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")

    def change(self, name: str, old: str, new: str) -> None:
        """What somebody edits in a file."""
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def rows(self, rows: Iterable[str], header: str = "code,place,leader,budget,note") -> None:
        self.write("rows.csv", "\n".join([header, *rows]) + "\n")

    def batch(self, **wishes: Any) -> Batch:
        wishes = {"output": self.out, "jobs": 1, **wishes}
        return Batch(self.folder / wishes.pop("outline", "outline.yaml"), Options(**wishes))

    def run(self, **wishes: Any) -> "Done":
        """A run to its end, its report checked against the folder."""
        batch = self.batch(**wishes)
        return Done(batch, list(batch), self.out)

    def touched(self) -> dict[str, tuple[int, int, bytes]]:
        """Every document with all that a writing changes."""
        return {
            str(path.relative_to(self.out)): (
                path.stat().st_ino,
                path.stat().st_mtime_ns,
                path.read_bytes(),
            )
            for path in sorted(self.out.rglob("*"))
            if path.suffix in (".docx", ".md", ".txt")
        }

    def documents(self) -> dict[str, bytes]:
        return {name: data for name, (_, _, data) in self.touched().items()}


class Done:
    """A run that has ended: its results, what its report says."""

    def __init__(self, batch: Batch, results: list[Result], out: Path) -> None:
        self.batch = batch
        self.results = results
        self.report = read_report(out)
        check_report(self.report, out)

    @property
    def statuses(self) -> str:
        """The first letter of each row's status."""
        return "".join(result.status.value[0] for result in self.results)

    @property
    def codes(self) -> list[list[str]]:
        return [[found.code for found in result.diagnostics] for result in self.results]

    @property
    def totals(self) -> dict[str, int]:
        """The report's totals, those that are not 0."""
        return {name: count for name, count in self.report["totals"].items() if count}


def read_report(out: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
    return report


def check_report(report: dict[str, Any], out: Path) -> None:
    """The report is as its schema says, and as the folder is."""
    from hashlib import sha256

    jsonschema.Draft202012Validator(report_schema()).validate(report)
    rows, totals = report["rows"], report["totals"]
    for status in ("built", "unchanged", "kept", "failed", "pending"):
        assert totals[status] == sum(row["status"] == status for row in rows)
    assert totals["rows"] == len(rows)
    numbers = [row["row"] for row in rows]
    assert numbers == sorted(set(numbers))
    for row in rows:
        path = out / row["name"]
        if row["status"] in ("built", "unchanged"):
            data = path.read_bytes()
            assert sha256(data).hexdigest() == row["digest"]
            assert len(data) == row["bytes"]
        if row["status"] == "kept":
            assert path.exists()
        if row["status"] == "failed":
            assert any(found["severity"] == "error" for found in row["diagnostics"])
    for name in report["gone"]:
        assert (out / name).exists()
    assert (out / "report.html").read_bytes().endswith(b"</html>\n")
    left = [path.name for path in out.rglob("*") if path.name.endswith((".tmp", "-journal"))]
    assert left == []


def set_time(path: Path, seconds: int) -> None:
    """Give a file another time, its bytes as they are."""
    os.utime(path, (seconds, seconds))
