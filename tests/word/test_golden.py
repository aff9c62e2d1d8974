"""Every part of a document with everything in it, in every layout, against what was accepted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from speechgen.word.archive import Archive
from speechgen.word.properties import CUSTOM
from speechgen.word.records import read_digest
from speechgen.word.write import docx_bytes

from .package import parts_of, pretty, save
from .samples import LAYOUTS, everything, layout

GOLDEN = Path(__file__).parent / "golden"
SAME_EVERYWHERE = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels")
CASES = [(name, mark) for name in LAYOUTS for mark in ("", "送审稿")]


@pytest.mark.parametrize(("name", "mark"), CASES, ids=lambda value: value or "unmarked")
def test_parts(name: str, mark: str, golden: Callable[[Path, str], None]) -> None:
    parts = parts_of(docx_bytes(everything(mark), layout(name)))
    folder = GOLDEN / (f"{name}-marked" if mark else name)
    for part, data in parts.items():
        golden(folder / part, pretty(data))
    kept = {
        str(path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()
    }
    assert kept == set(parts)


@pytest.mark.parametrize(("name", "mark"), CASES, ids=lambda value: value or "unmarked")
def test_the_reader_finds_the_digest_that_the_writer_made(
    name: str, mark: str, tmp_path: Path
) -> None:
    data = docx_bytes(everything(mark), layout(name))
    path = save(tmp_path / "a.docx", data)
    assert read_digest(Archive(path)) in parts_of(data)[CUSTOM].decode()
