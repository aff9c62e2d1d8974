"""The structural checks pass good documents and report every kind of break."""

from pathlib import Path

import pytest

from .broken import BREAKS, Break, break_document
from .handmade import HANZI, write_grid, write_rich
from .structure import check_structure


def test_good_documents_have_no_problems(tmp_path: Path) -> None:
    assert check_structure(write_rich(tmp_path / "rich.docx")) == []
    assert check_structure(write_grid(tmp_path / "grid.docx", [HANZI])) == []


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_broken_document_is_reported(broken: Break, tmp_path: Path) -> None:
    good = write_rich(tmp_path / "good.docx")
    target = break_document(good, tmp_path / "broken.docx", broken.change)
    assert any(broken.report in problem for problem in check_structure(target))


def test_no_zip_is_reported(tmp_path: Path) -> None:
    good = write_rich(tmp_path / "good.docx").read_bytes()
    for data in (b"", b"text", good[: len(good) // 2]):
        path = tmp_path / "broken.docx"
        path.write_bytes(data)
        assert len(check_structure(path)) == 1
