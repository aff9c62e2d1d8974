"""However a command ends, it leaves no trace: full disks, closed pipes, lost folders, Ctrl-C."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .running import ROOT, run_script

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a shell and signals")
COMMANDS = ["--version", "--help", "new", "schema", "expand outline.yaml", "build outline.yaml"]
FULL = "error[E514]: what is printed cannot be written: No space left on device\n"
GONE = (
    "error[E511]: the current folder was deleted\n"
    "  hint: go to a folder that is there, and try again\n"
)
LEAVE = "mkdir gone; cd gone; rmdir ../gone"


@pytest.fixture
def outline(folder: Path) -> Path:
    path = folder / "outline.yaml"
    path.write_text("title: 讲话\nopening: 今天开个会。\n", encoding="utf-8")
    return path


def _told(script: str, folder: Path) -> tuple[str, str]:
    """What a script prints, and the exit code that it printed last."""
    done = run_script(f"{script}\necho $? >code", folder)
    return done.stderr, (folder / "code").read_text("utf-8").strip()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("buffered", ["", "PYTHONUNBUFFERED=1 "])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk(outline: Path, command: str, buffered: str) -> None:
    call = f"export {buffered}X=1; speechgen {command} >/dev/full"
    assert _told(call, outline.parent) == (FULL, "2")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_that_nobody_reads(outline: Path, command: str) -> None:
    done = run_script(f"(speechgen {command}; echo $? >code) | true", outline.parent)
    assert done.stderr == ""
    assert (outline.parent / "code").read_text("utf-8") in ("2\n", "0\n")  # 0: it was faster


@pytest.mark.parametrize("where", ["2>&-", ">&- 2>&-", "2>/dev/full", ">/dev/full 2>/dev/full"])
def test_nobody_can_be_told(outline: Path, where: str) -> None:
    assert _told(f"speechgen build none.yaml {where}", outline.parent) == ("", "2")


@pytest.mark.parametrize(
    "command",
    [
        "build ../outline.yaml",
        "build {outline} -o x.docx",
        "build {outline} -o x.txt --force",
        "new -o x.yaml",
        "schema -o x.json",
    ],
)
def test_a_current_folder_that_was_deleted(outline: Path, command: str) -> None:
    call = command.format(outline=outline)
    script = f"here=$PWD; {LEAVE}; speechgen {call}; code=$?; cd $here; (exit $code)"
    said, code = _told(script, outline.parent)
    assert (said.removeprefix("x.docx: ").removeprefix("x.txt: "), code) == (GONE, "2")


def test_whole_paths_from_a_folder_that_was_deleted(outline: Path) -> None:
    assert run_script(f"{LEAVE}; speechgen build {outline}", outline.parent).returncode == 0
    assert outline.with_suffix(".docx").exists()


def test_ctrl_c_at_any_time(outline: Path) -> None:
    """From the moment our modules begin to load; what Python says before that is not ours."""
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # under nohup
    code = f"{heed}; print(flush=True); from speechgen.cli import main; main()"
    command = [sys.executable, "-c", code, "build", "outline.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SPEECHGEN_CACHE": str(outline.parent)}
    chance, stopped = random.Random(1), 0
    for _ in range(40):
        with subprocess.Popen(
            command,
            cwd=outline.parent,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(chance.random() * 0.2)
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=20)
        assert str(ROOT).encode() not in said, said.decode()
        assert running.returncode in (0, 130) or said.startswith(b"Traceback")
        assert not list(outline.parent.glob(".*.tmp"))
        stopped += running.returncode == 130
    assert stopped > 10


def test_ctrl_c_is_not_for_programs_in_the_background(outline: Path) -> None:
    """A shell lets them take no notice of it, and so do we."""
    script = "trap '' INT; speechgen build outline.yaml & sleep 0.05; kill -INT $!; wait $!"
    assert run_script(script, outline.parent).returncode == 0
