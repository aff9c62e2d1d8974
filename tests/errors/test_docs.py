"""Every example in docs/errors.md prints what the page says."""

from pathlib import Path

import pytest

from .case import Case, all_cases
from .page import Section, accept, sections
from .running import build_case, printed, run_script, shown

ALL = sections()
FULL_DISK = "E513"  # its example is a case: readers have no such disk at hand
EXAMPLES = [section for code, section in ALL.items() if code not in (FULL_DISK, "E900")]


@pytest.mark.parametrize("section", EXAMPLES, ids=lambda section: section.code)
def test_example(section: Section, folder: Path, request: pytest.FixtureRequest) -> None:
    case = Case(Path(), {"case": section.code, **section.keys})
    case.write(folder)
    if "commands" in case.keys:
        done = run_script(case.keys["commands"], folder)
        text = shown(done.stderr, folder)
    else:
        text = printed(build_case(case.keys), folder)
    if request.config.getoption("--accept"):
        accept(section, text)
    else:
        assert f"[{section.code}]: " in text
        assert text == case.expected


def test_the_full_disk() -> None:
    printed_by_cases = {case.expected for case in all_cases() if FULL_DISK in case.codes}
    assert ALL[FULL_DISK].keys["expect"] in printed_by_cases


def test_the_codes_are_in_order() -> None:
    codes = [code for code in ALL if code.startswith("E")]
    warnings = [code for code in ALL if code.startswith("W")]
    assert list(ALL) == sorted(codes) + sorted(warnings)
