"""Every code in the source has a case and a section in docs/errors.md, and there are no others."""

import re
from pathlib import Path

import pytest

from speechgen import building
from speechgen.cli.main import main

from .case import all_cases
from .page import sections

SOURCE = Path(__file__).parents[2] / "speechgen"
CODE = re.compile(r"\b[EW]\d{3}\b")
OURS = "E900"  # what no input raises; tested below
# What takes more than a command and its files: another run, a process that dies, a cluster.
ELSEWHERE = {
    "E316": "git/test_fetching.py",
    "E317": "git/test_fetching.py",
    "E318": "git/test_lock_commands.py",
    "E319": "git/test_fetching.py",
    "E343": "git/test_lock_commands.py",
    "E526": "git/test_memory.py",
    "E527": "git/test_memory.py",
    "W340": "git/test_fetching.py",
    "W341": "git/test_fetching.py",
    "W342": "git/test_fetching.py",
    "W528": "git/test_memory.py",
    "E322": "librarian/test_versions.py",
    "W323": "librarian/test_versions.py",
    "W332": "librarian/test_versions.py",
    "E761": "batch/test_incremental.py",
    "E762": "batch/test_jobs.py",
    "E763": "batch/test_jobs.py",
    "E765": "batch/test_jobs.py",
    "E766": "batch/test_deflate.py",
}
FAILED = "speechgen itself failed"


def _raised() -> set[str]:
    return {code for file in SOURCE.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}


def _shown() -> set[str]:
    passed = (case for case in all_cases() if "pending" not in case.keys)
    return {code for case in passed for code in case.codes}


def test_every_code_has_a_case() -> None:
    assert _shown() | set(ELSEWHERE) == _raised() - {OURS}
    for code, file in ELSEWHERE.items():
        assert code in (Path(__file__).parents[1] / file).read_text("utf-8")


def test_every_code_is_told_of() -> None:
    assert set(sections()) == _raised()


HINT = "  hint: SPEECHGEN_DEBUG=1 shows the whole trace\n"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError("甲"), f"error[E900]: {FAILED} (KeyError: '甲'); please report this\n{HINT}"),
        (
            RecursionError("too deep"),
            f"error[E900]: {FAILED} (RecursionError: too deep); please report this\n{HINT}",
        ),
        (
            OSError(24, "Too many open files", "甲"),
            f"error[E900]: {FAILED} (OSError: [Errno 24] Too many open files: '甲'); "
            f"please report this\n{HINT}",
        ),
        (MemoryError(), "error[E205]: there is not enough memory for this\n"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    told: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setenv("SPEECHGEN_LANG", "en")
    monkeypatch.setattr(building, "open_speech", fail)
    with pytest.raises(SystemExit) as ended:
        main(["build", "outline.yaml"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == told
