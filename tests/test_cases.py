"""Every outline in ``cases`` beside the document that it gives.

``case.yaml`` is built with the values of ``case.values.yaml``, if there are any, and compared with
``case.dump``, and with ``case.md`` and ``case.txt`` where they exist; one that must fail has
``case.error`` instead. ``pytest --accept`` writes what comes out.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from speechgen.build import open_speech
from speechgen.document.dump import dump
from speechgen.document.tree import Document
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError
from speechgen.source.messages import set_language
from speechgen.source.nodes import plain_data
from speechgen.source.yaml_file import read_yaml_file
from speechgen.text.markdown import write_markdown
from speechgen.text.plain import write_text

FOLDER = Path(__file__).parent / "cases"
BESIDE = ("speechgen.yaml", "library.yaml", "standard.yaml")  # no outlines
CASES = sorted(
    path
    for path in FOLDER.rglob("*.yaml")
    if not path.name.endswith(".values.yaml") and path.name not in BESIDE
)
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
        document = open_speech(case, None, report).render(_values(case))
    except SpeechgenError as error:
        golden(case.with_suffix(".error"), "".join(map(_told, error.diagnostics)))
        return
    golden(case.with_suffix(".dump"), dump(document) + "".join(map(_told, report.diagnostics)))
    for suffix, write in ((".md", write_markdown), (".txt", write_text)):
        _compare(case.with_suffix(suffix), write, document, golden)


def test_no_golden_is_left_over() -> None:
    stems = {case.with_suffix("") for case in CASES}
    goldens = [path for path in FOLDER.rglob("*") if path.suffix in (".dump", ".error")]
    assert [path for path in goldens if path.with_suffix("") not in stems] == []
    both = [path for path in goldens if path.with_suffix(".error").exists()]
    assert [path for path in both if path.with_suffix(".dump").exists()] == []


def _compare(
    path: Path, write: Callable[[Document], str], document: Document, golden: Golden
) -> None:
    if path.exists():
        golden(path, write(document))


def _values(case: Path) -> Any:
    path = case.with_suffix(".values.yaml")
    node = read_yaml_file(path, Report()) if path.exists() else None
    return plain_data(node) if node is not None else {}


def _told(found: Diagnostic) -> str:
    """A diagnostic in one line, its place without the file."""
    at = f"{found.place.line}:{found.place.column}" if found.place else "-"
    return f"{found.severity.value} {found.code} {at} {found.message}\n"
