"""Ctrl-C and SIGTERM: the run ends in good order, tells what is pending, and can go on."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from random import Random

import pytest

from .running import (
    all_documents,
    batch,
    check_whole,
    documents,
    numbers,
    of_group,
    project,
    report,
    started,
    until,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
ROWS = 400
STOPPED = 130


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_in_the_middle(folder: Path, number: int, jobs: str) -> None:
    project(folder, ROWS)
    output = folder / "out"
    with started(folder, "-o", "out", "-j", jobs) as running:
        until(lambda: len(documents(output)) > 50, "some documents")
        os.killpg(running.pid, number)
        said, errors = running.communicate(timeout=60)
    assert running.returncode == STOPPED, errors
    assert "Traceback" not in errors
    assert "stopped before the end" in said
    assert not of_group(running.pid)
    found = report(output)
    assert found["interrupted"] is True
    assert 0 < len(numbers(found, "pending")) < ROWS
    assert [row["row"] for row in found["rows"]] == list(range(1, ROWS + 1))
    assert {found["rows"][row - 1]["name"] for row in numbers(found, "built")} <= documents(output)
    check_whole(output)
    again = batch(folder, "-o", "out", "-j", jobs)
    assert again.returncode == 0
    assert documents(output) == all_documents(ROWS)
    done = report(output)["totals"]
    assert done["unchanged"] >= found["totals"]["built"]
    assert done["unchanged"] + done["built"] == ROWS


def test_stopped_at_any_time(folder: Path) -> None:
    """Whenever it comes: no trace, no process left, a report that agrees with itself."""
    project(folder, 320)
    chance = Random(3)
    stopped = 0
    for _ in range(12):
        # So that each run tells its begin: before it, Python itself starts, and tells its own way.
        shutil.rmtree(folder / "out/.speechgen", ignore_errors=True)
        with started(folder, "-o", "out", "-j", "2", "--fresh") as running:
            until(lambda: (folder / "out/.speechgen").exists() or running.poll(), "its begin")
            time.sleep(chance.random() * 1.2)
            os.killpg(running.pid, signal.SIGINT)
            _, errors = running.communicate(timeout=60)
        assert "Traceback" not in errors, errors
        assert running.returncode in (0, STOPPED), errors
        assert not of_group(running.pid)
        stopped += running.returncode == STOPPED
        if (folder / "out/report.json").exists():
            check_whole(folder / "out")
    assert stopped >= 3
    assert batch(folder, "-o", "out").returncode == 0
    check_whole(folder / "out")
    assert documents(folder / "out") == all_documents(320)
