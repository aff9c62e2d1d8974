"""A command run in a terminal: a real one (pty), with somebody who answers."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

SPEECHGEN = [sys.executable, "-m", "speechgen"]
_PATIENCE = 30.0  # seconds in which a command must ask or end


class Ended(NamedTuple):
    """The exit code of a command, and all that the terminal showed."""

    code: int
    shown: str


def run_in_terminal(
    arguments: Iterable[str],
    folder: Path,
    answers: Iterable[tuple[str, str]],
    screen: Path | None = None,
) -> Ended:
    """Run a command, and type each answer when its question has come up.

    What it prints, its questions left out, goes into the file ``screen`` where one is given.
    """
    child, terminal = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # which nohup, say, has turned off
        os.chdir(folder)
        if screen is not None:
            os.dup2(os.open(screen, os.O_WRONLY | os.O_CREAT), 1)
        os.execve(SPEECHGEN[0], [*SPEECHGEN, *arguments], os.environ | {"TERM": "dumb"})
    shown = ""
    try:
        for question, answer in answers:
            found = _read(terminal, question)
            assert question in found, f"never asked {question!r}: {shown}{found}"
            shown += found
            os.write(terminal, answer.encode())
        shown += _read(terminal)
        return Ended(_end(child), shown.replace("\r\n", "\n"))
    finally:
        os.close(terminal)


def _read(terminal: int, until: str | None = None) -> str:
    """What is shown, up to a question, or to the end."""
    found, deadline = b"", time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if until is not None and until in found.decode(errors="replace"):
            break
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if not ready:
            continue
        try:
            data = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        if not data:
            break
        found += data
    return found.decode(errors="replace")


def _end(child: int) -> int:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("the command waits for ever")
