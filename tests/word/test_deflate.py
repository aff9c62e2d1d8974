"""The packer is chosen by name: other bytes, the same document."""

import sys
from pathlib import Path

import pytest

from speechgen.word.deflate import fast_deflate
from speechgen.word.read import State, document_state
from speechgen.word.write import docx_bytes, write_docx

from .package import parts_of
from .samples import everything, layout, long


def test_isal_packs_the_same_parts(tmp_path: Path) -> None:
    pytest.importorskip("isal")
    for document in (everything(), long()):
        path = tmp_path / "a.docx"
        write_docx(document, path, layout(), deflate="isal")
        assert document_state(path) is State.OURS
        by_zlib = docx_bytes(document, layout())
        assert path.read_bytes() != by_zlib
        assert parts_of(path.read_bytes()) == parts_of(by_zlib)
        assert path.stat().st_size < len(by_zlib) * 1.05


def test_zlib_unless_told_otherwise() -> None:
    """Whatever is installed: the same input gives the same bytes on every machine."""
    assert docx_bytes(long(), layout()) == docx_bytes(long(), layout(), deflate="zlib")


def test_what_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal", None)
    with pytest.raises(ImportError, match=r"speechgen\[fast\]"):
        fast_deflate.__wrapped__("isal")
    with pytest.raises(ValueError, match="zopfli"):
        fast_deflate("zopfli")  # type: ignore[arg-type]
