"""Every outline in ``cases`` beside the document that it gives.

``case.yaml`` is built with the values of ``case.values.yaml``, if there are any, and compared with
``case.dump``, and with ``case.md`` and ``case.txt`` where they exist; one that must fail has
``case.error`` instead. ``pytest --accept`` writes what comes out.

``cases/library`` is the library of an office, which has what the shipped one lacks.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from speechgen.building import open_speech
from speechgen.document.dump import dump
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError
from speechgen.source.messages import set_language
from speechgen.source.nodes import plain_data
from speechgen.source.yaml_file import read_yaml_file
from speechgen.text.markdown import write_markdown
from speechgen.text.plain import write_text

FOLDER = Path(__file__).parent / "cases"
LIBRARY = "library"
GOLDENS = (".dump", ".error", ".md", ".txt")


def _is_outline(path: Path) -> bool:
    special = path.name == "speechgen.yaml" or path.name.endswith(".values.yaml")
    return not special and path.relative_to(FOLDER).parts[0] != LIBRARY


CASES = [path for path in sorted(FOLDER.rglob("*.yaml")) if _is_outline(path)]
Golden = Callable[[Path, str], None]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.mark.parametrize("case", CASES, ids=lambda path: str(path.relative_to(FOLDER))[:-5])
def test_case(case: Path, golden: Golden) -> None:
    report = Report()
    try:
        speech = open_speech(case, None, report)
        document = speech.render(_values(case))
    except SpeechgenError as error:
        golden(case.with_suffix(".error"), "".join(map(_told, error.diagnostics)))
        return
    golden(case.with_suffix(".dump"), dump(document) + "".join(map(_told, report.diagnostics)))
    for suffix, write in ((".md", write_markdown), (".txt", write_text)):
        if case.with_suffix(suffix).exists():
            golden(case.with_suffix(suffix), write(document, speech.layout))


def test_each_golden_has_its_outline() -> None:
    found = {path for path in FOLDER.rglob("*") if path.suffix in GOLDENS}
    assert {path for path in found if path.with_suffix(".yaml") not in CASES} == set()
    failing = {path for path in found if path.suffix == ".error"}
    assert {path for path in failing if path.with_suffix(".dump") in found} == set()


def _values(case: Path) -> Any:
    path = case.with_suffix(".values.yaml")
    node = read_yaml_file(path, Report()) if path.exists() else None
    return plain_data(node) if node is not None else {}


def _told(found: Diagnostic) -> str:
    """A diagnostic in one line, each place without its folder."""
    places = [found.place, *found.trace]
    at = " < ".join(f"{Path(p.file).name}:{p.line}:{p.column}" for p in places if p)
    return f"{found.severity.value} {found.code} {at} {found.message}\n"
