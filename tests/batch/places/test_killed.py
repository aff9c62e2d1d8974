"""Workers and parents killed in the middle: nothing is lost, nothing half written."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from .running import (
    all_documents,
    batch,
    check_whole,
    documents,
    environ,
    numbers,
    of_group,
    project,
    report,
    seconds_used,
    started,
    until,
    workers,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
ROWS = 400  # enough to be worth processes


def test_a_worker_is_killed(folder: Path) -> None:
    project(folder, ROWS, dict.fromkeys(range(1, ROWS + 1), 0) | {60: 2})
    output = folder / "out"
    with started(folder, "-o", "out", "-j", "2") as running:
        until(lambda: len(documents(output)) > 20, "some documents")
        os.kill(workers(running.pid)[0], signal.SIGKILL)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 0, errors
    assert "Traceback" not in errors
    assert documents(output) == all_documents(ROWS)
    assert numbers(report(output), "built") == list(range(1, ROWS + 1))
    check_whole(output)


class Watchdog(threading.Thread):
    """Kills every worker that takes more time than it should, as systems do for memory."""

    def __init__(self, parent: int) -> None:
        super().__init__(daemon=True)
        self.parent, self.killed, self.done = parent, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.02):
            for pid in workers(self.parent):
                if seconds_used(pid) > 1:
                    os.kill(pid, signal.SIGKILL)
                    self.killed += 1


def test_a_row_that_kills_its_process_each_time(folder: Path) -> None:
    project(folder, ROWS, {151: 60})
    with started(folder, "-o", "out", "-j", "2") as running:
        watchdog = Watchdog(running.pid)
        watchdog.start()
        said, errors = running.communicate(timeout=120)
        watchdog.done.set()
    assert watchdog.killed >= 3
    assert running.returncode == 1, errors
    found = report(folder / "out")
    assert numbers(found, "failed") == [151]
    (told,) = found["rows"][150]["diagnostics"]
    assert (told["code"], "--rows 151" in told["hint"]) == ("E763", True)
    assert documents(folder / "out") == all_documents(ROWS) - {"第0151县.docx"}
    assert "E763" in said
    check_whole(folder / "out")
    project(folder, ROWS)
    again = batch(folder, "-o", "out", "-j", "2")
    assert again.returncode == 0
    assert numbers(report(folder / "out"), "built") == [151]


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_the_parent_is_killed(folder: Path, form: str) -> None:
    """Text files do not tell who wrote them, and are ours all the same."""
    project(folder, ROWS)
    output = folder / "out"
    with started(folder, "-o", "out", "-j", "2", "--to", form) as running:
        until(lambda: len(list(output.glob("*.*"))) > 100, "some documents")
        running.kill()
        running.wait()
        until(lambda: not of_group(running.pid), "the workers end", 10)
    there = {path.name: path.stat().st_mtime_ns for path in output.glob(f"*.{form}")}
    assert 0 < len(there) < ROWS
    again = batch(folder, "-o", "out", "-j", "2", "--to", form)
    assert again.returncode == 0, again.stdout + again.stderr
    found = report(output)
    assert len(numbers(found, "unchanged")) == len(there)
    assert len(numbers(found, "built")) == ROWS - len(there)
    assert all((output / name).stat().st_mtime_ns == time for name, time in there.items())
    if form == "docx":
        check_whole(output)


def test_processes_that_cannot_begin(folder: Path) -> None:
    """A program without ``if __name__``: under spawn it starts itself again and again."""
    project(folder, 1200)
    program = folder / "program.py"
    program.write_text(
        "import multiprocessing, sys\n"
        "sys.platform = 'darwin'  # where processes are spawned\n"
        "from speechgen.batch.options import Options\n"
        "from speechgen.batch.run import Batch\n"
        "for result in Batch('speech.yaml', Options(output='out', jobs=2)): pass\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=folder,
        env=environ(folder),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "E762" in done.stderr


def test_processes_that_are_spawned(folder: Path) -> None:
    """As on Windows and macOS: the job travels, and the bytes are the same."""
    project(folder, 1_050)
    program = folder / "program.py"
    program.write_text(
        "import sys\n"
        "from speechgen.batch.options import Options\n"
        "from speechgen.batch.run import Batch\n"
        "if __name__ == '__main__':\n"
        "    sys.platform = 'darwin'\n"
        "    batch = Batch('speech.yaml', Options(output='spawned', jobs=2))\n"
        "    for result in batch: pass\n"
        "    assert batch.clean\n",
        encoding="utf-8",
    )
    (folder / "tmp").mkdir()
    subprocess.run(
        [sys.executable, str(program)],
        cwd=folder,
        env=environ(folder) | {"TMPDIR": str(folder / "tmp")},
        timeout=60,
        check=True,
    )
    assert not list((folder / "tmp").glob("speechgen-*"))
    batch(folder, "-o", "here", "-j", "1")
    for name in all_documents(1_050):
        assert (folder / "spawned" / name).read_bytes() == (folder / "here" / name).read_bytes()
    check_whole(folder / "spawned")
