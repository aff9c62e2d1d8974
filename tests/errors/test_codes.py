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


def _raised() -> set[str]:
    return {code for file in SOURCE.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}


def _shown() -> set[str]:
    return {code for case in all_cases() for code in case.codes}


def test_every_code_has_a_case() -> None:
    assert _shown() == _raised() - {OURS}


def test_every_code_is_told_of() -> None:
    assert set(sections()) == _raised()


def test_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("甲")

    monkeypatch.setenv("SPEECHGEN_LANG", "en")
    monkeypatch.setattr(building, "open_speech", fail)
    with pytest.raises(SystemExit) as ended:
        main(["build", "outline.yaml"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "error[E900]: speechgen itself failed (KeyError: '甲'); please report this\n"
        "  hint: SPEECHGEN_DEBUG=1 shows the whole trace\n"
    )
