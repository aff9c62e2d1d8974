"""Every case prints what it expects, in both languages, quickly and without a traceback."""

import pickle
from pathlib import Path

import pytest

from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import set_language

from .case import Case, all_cases
from .running import NO_MOUNT, build_case, change, printed, run_command, shown, told_in_report

ALL = list(all_cases())
BUILT = [case for case in ALL if "arguments" not in case.keys]
RUN = [case for case in ALL if "arguments" in case.keys]
MENDED = [case for case in ALL if "mended" in case.keys]


def _pending(cases: list[Case]) -> list[object]:
    """The cases, those that cannot be passed yet marked; one that may hang is not run."""
    marked: list[object] = []
    for case in cases:
        reason = case.keys.get("pending", "")
        mark = pytest.mark.xfail(reason=reason, strict=True, run="arguments" not in case.keys)
        marked.append(pytest.param(case, marks=mark) if reason else case)
    return marked


def _compare(case: Case, text: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept") and "pending" not in case.keys:
        case.accept(text)
    else:
        assert text == case.expected


@pytest.mark.parametrize("case", _pending(BUILT), ids=lambda case: case.id)
def test_built(case: Case, folder: Path, request: pytest.FixtureRequest) -> None:
    case.write(folder)
    found = build_case(case.keys)
    _compare(case, printed(found, folder), request)
    set_language("zh")
    assert printed(found, folder).count("[") >= len(found)  # every message can be shown
    error = SpeechgenError(found)
    assert pickle.loads(pickle.dumps(error)).diagnostics == error.diagnostics


@pytest.mark.parametrize("case", _pending(RUN), ids=lambda case: case.id)
def test_run(case: Case, folder: Path, request: pytest.FixtureRequest) -> None:
    case.write(folder)
    for package in case.keys.get("needs", "").split():
        pytest.importorskip(package)
    for line in case.keys.get("before", []):
        assert run_command(case, folder, line).returncode == 0
    for name, old, new in case.keys.get("changed", []):
        change(folder / name, old, new)
    done = run_command(case, folder)
    if "mount" in case.keys and (done.returncode == NO_MOUNT or "unshare" in done.stderr):
        pytest.skip("needs the right to mount")
    text = shown(done.stderr, folder)
    assert "Traceback" not in text
    assert "E900" not in text
    exit_code = case.keys.get("exit", 2 if "rror[" in text or "Error: " in text else 0)
    assert done.returncode == int(exit_code)
    text += shown(told_in_report(folder), folder)
    _compare(case, text, request)
    for name, content in case.keys.get("writes", {}).items():
        assert (folder / name).read_text("utf-8") == content


@pytest.mark.parametrize("case", MENDED, ids=lambda case: case.id)
def test_what_the_hint_says_is_right(case: Case, folder: Path) -> None:
    case.write(folder, case.keys["mended"])
    assert build_case(case.keys) == []
