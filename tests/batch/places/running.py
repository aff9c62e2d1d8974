"""A small batch, run as a command of its own, that can be killed, stopped and limited."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from speechgen.word.read import State, document_state

ROOT = Path(__file__).parents[3]
SECONDS = 60  # that a command may take on a busy machine
OUTLINE = """\
title: 在{place}会议上的讲话
vars: {{place: 云溪县, leader: 陆行舟, turns: "0"}}
variants: {{data: rows.csv, name: "{place}", identity: [place]}}
opening: |
  {place}的同志们，{{{{ leader }}}}来了。
sections:
  - heading: 大家都有的一节
    body: >-
      这一段话每个地方都一样，一个字也不差。{slow}
"""
# A thousand paragraphs for each of `turns`, which may be 60: nearly two seconds. What a template
# computes is limited, what it prints less so.
SLOW = "{{ ('好' * 60 ~ '\\n') * (turns | int * 1000) }}"
posix = pytest.mark.skipif(os.name == "nt", reason="needs signals")


def project(folder: Path, rows: int, turns: dict[int, int] | None = None) -> Path:
    """An outline with its data in a folder; rows of ``turns`` take long."""
    text = OUTLINE.format(place="{{ place }}", slow=SLOW)
    (folder / "speech.yaml").write_text(text, encoding="utf-8")
    write_rows(folder, rows, turns)
    return folder


def write_rows(
    folder: Path, rows: int, turns: dict[int, int] | None = None, leader: str = "领导"
) -> None:
    """The data: row 1 is 第0001县."""
    lines = [
        f"{place(n)},{leader}{n:04d}号,{(turns or {}).get(n, 0)}\n" for n in range(1, rows + 1)
    ]
    (folder / "rows.csv").write_text("place,leader,turns\n" + "".join(lines), encoding="utf-8")


def place(row: int) -> str:
    return f"第{row:04d}县"


def batch(
    folder: Path, *arguments: str, before: tuple[str, ...] = (), **environment: str
) -> "subprocess.CompletedProcess[str]":
    """``speechgen batch speech.yaml`` with some arguments, to its end."""
    with started(folder, *arguments, before=before, **environment) as running:
        said = running.communicate(timeout=SECONDS)
    return subprocess.CompletedProcess(running.args, running.returncode, *said)


def _heed_interrupts() -> None:
    """As from a terminal; what a shell starts in the background takes no notice of them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(
    folder: Path, *arguments: str, before: tuple[str, ...] = (), **environment: str
) -> Iterator["subprocess.Popen[str]"]:
    """The command under way, in a process group of its own; killed if the block leaves it."""
    command = [*before, sys.executable, "-m", "speechgen", "batch", "speech.yaml", *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environ(folder) | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no thread is under way
    ) as running:
        try:
            yield running
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)


def environ(folder: Path) -> dict[str, str]:
    """For every process of a test."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SPEECHGEN_LANG": "en",
        "SPEECHGEN_CACHE": str(folder / ".cache"),
        "COLUMNS": "100",
    }


def until(holds: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    """Wait until something holds, and give it."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.005)
    return found


def workers(parent: int) -> list[int]:
    """The processes that a process has started and that are alive (Linux)."""
    return [pid for pid, about in _processes() if about[1] == str(parent) and about[0] != "Z"]


def of_group(group: int) -> list[int]:
    """The living processes of a process group."""
    return [pid for pid, about in _processes() if about[2] == str(group) and about[0] != "Z"]


def seconds_used(pid: int) -> float:
    """The processor's time that a process has taken; none if it is gone."""
    found = [about for one, about in _processes() if one == pid]
    return sum(map(int, found[0][11:13])) / os.sysconf("SC_CLK_TCK") if found else 0


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Each process with what /proc/PID/stat tells behind its name."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(path.parent.name), path.read_text("utf-8").rpartition(")")[2].split()
        except (OSError, UnicodeError):  # it has just gone
            continue


def documents(output: Path) -> set[str]:
    return {path.name for path in output.glob("*.docx")}


def all_documents(rows: int) -> set[str]:
    return {f"{place(row)}.docx" for row in range(1, rows + 1)}


def leftovers(output: Path) -> list[Path]:
    """Files that nobody would want to find there."""
    return [path for path in output.rglob("*") if path.suffix == ".tmp" or "journal" in path.name]


def report(folder: Path) -> dict[str, Any]:
    """The report, after a look whether it agrees with itself and with the documents."""
    found: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    totals = found["totals"]
    count = dict.fromkeys(("built", "unchanged", "kept", "failed", "pending"), 0)
    for row in found["rows"]:
        count[row["status"]] += 1
    assert {name: totals[name] for name in count} == count
    assert totals["rows"] == len(found["rows"]) == len({row["row"] for row in found["rows"]})
    return found


def check_whole(output: Path) -> None:
    """Every document is one that speechgen wrote, to its last byte; nothing else is there."""
    for path in output.glob("*.docx"):
        assert document_state(path) is State.OURS, path
    assert leftovers(output) == []
    for row in report(output)["rows"]:
        if row["status"] in ("built", "unchanged"):
            assert (output / row["name"]).stat().st_size == row["bytes"]


def numbers(found: dict[str, Any], status: str) -> list[int]:
    """The rows of a status."""
    return [row["row"] for row in found["rows"] if row["status"] == status]
