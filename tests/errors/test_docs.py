"""Every example in docs/errors.md prints what the page says."""

from pathlib import Path

import pytest

from .case import Case, all_cases
from .page import Section, accept, sections
from .running import build_case, printed, run_script, shown
from .test_codes import ELSEWHERE

ALL = sections()
UNSHOWN = {"E900", *ELSEWHERE}
# What readers have not at hand, a full disk or a broken workbook, is shown by a case.
SHOWN = [section for section in ALL.values() if not section.runs and section.code not in UNSHOWN]
EXAMPLES = [section for section in ALL.values() if section.runs]


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


@pytest.mark.parametrize("section", SHOWN, ids=lambda section: section.code)
def test_what_a_case_shows(section: Section) -> None:
    printed_by_cases = {case.expected for case in all_cases() if section.code in case.codes}
    assert section.keys["expect"] in printed_by_cases


def test_the_codes_are_in_order() -> None:
    codes = [code for code in ALL if code.startswith("E")]
    warnings = [code for code in ALL if code.startswith("W")]
    assert list(ALL) == sorted(codes) + sorted(warnings)
