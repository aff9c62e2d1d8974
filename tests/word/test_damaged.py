"""Files that are damaged or made to harm: they are somebody else's, and nothing worse happens."""

import io
import os
import struct
import sys
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speechgen.source.diagnostic import SpeechgenError
from speechgen.word.archive import BadFileError
from speechgen.word.read import State, document_state, read_paragraphs
from speechgen.word.write import docx_bytes

from .changes import MAIN, STYLES
from .package import edited, parts_of, save, zipped
from .samples import everything, layout

DATA = docx_bytes(everything(), layout())
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
NO_FILES = {
    "empty": b"",
    "text": "这不是文档".encode() * 100,
    "an old .doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "half a file": DATA[: len(DATA) // 2],
    "an empty zip": zipped({}),
    "another zip": zipped({"a.txt": b"a"}),
    "the end alone": DATA[-22:],
}


def changed(name: str, content: bytes) -> bytes:
    return zipped({**parts_of(DATA), name: content})


def without(name: str) -> bytes:
    return zipped({part: data for part, data in parts_of(DATA).items() if part != name})


# In all of these the digest is there, so that the reader must look further; a blank at the end of
# the main part makes it read the XML.
DAMAGED = {
    "no main part": without(MAIN),
    "main part is no XML": changed(MAIN, b"<w:document"),
    "main part is empty": changed(MAIN, b""),
    "main part is other XML": changed(MAIN, b"<html/>"),
    "styles are no XML": changed(STYLES, b"\x00\xff"),
    "relationships are no XML": changed("_rels/.rels", b"<"),
    "no relationships": without("_rels/.rels"),
    "a footer is gone": without("word/footer1.xml"),
    "a DOCTYPE": edited(
        DATA, MAIN, lambda text: text.replace("<w:document", f"{DOCTYPE}<w:document")
    ),
    "a DOCTYPE in UTF-16": changed(
        MAIN, f"<?xml version='1.0' encoding='UTF-16'?>{DOCTYPE}<x>&b;</x>".encode("utf-16")
    ),
    "nested ten thousand deep": changed(MAIN, b"<a>" * 10000 + b"</a>" * 10000),
}


def state_of(folder: Path, data: bytes) -> State:
    return document_state(save(folder / "a.docx", data))


@pytest.mark.parametrize("name", NO_FILES)
def test_no_docx(name: str, tmp_path: Path) -> None:
    assert state_of(tmp_path, NO_FILES[name]) is State.FOREIGN
    with pytest.raises(BadFileError):
        read_paragraphs(tmp_path / "a.docx")


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged(name: str, tmp_path: Path) -> None:
    assert state_of(tmp_path, DAMAGED[name]) is State.FOREIGN


def test_made_by_others(tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "a.docx"))
    assert document_state(tmp_path / "a.docx") is State.FOREIGN


def test_a_folder(tmp_path: Path) -> None:
    assert document_state(tmp_path) is State.FOREIGN


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="needs a user whom permissions bind",
)
def test_unreadable(tmp_path: Path) -> None:
    path = save(tmp_path / "a.docx", DATA)
    path.chmod(0)
    with pytest.raises(SpeechgenError) as caught:
        document_state(path)
    assert caught.value.diagnostics[0].code == "E105"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """One part of a gigabyte, in a megabyte of file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts_of(DATA).items():
            if name != MAIN:
                package.writestr(name, data)
        with package.open(MAIN, "w") as part:
            for _ in range(256):
                part.write(bytes(2**22))
    tracemalloc.start()
    assert state_of(tmp_path, file.getvalue()) is State.FOREIGN
    assert tracemalloc.get_traced_memory()[1] < 150 * 2**20
    tracemalloc.stop()


def test_a_list_of_entries_without_end_is_not_read(tmp_path: Path) -> None:
    lying = bytearray(DATA)
    lying[-10:-6] = struct.pack("<I", 2**30)
    assert state_of(tmp_path, bytes(lying)) is State.FOREIGN


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_damage_is_no_traceback(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes changed or cut anywhere."""
    broken = bytearray(DATA)
    for _ in range(data.draw(st.integers(1, 5))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)) | st.just(len(broken)))
    assert state_of(tmp_path, bytes(broken[:cut])) in State


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_change_of_a_part_is_no_traceback(tmp_path: Path, data: st.DataObject) -> None:
    """Text put in anywhere in a part, in a file that is whole otherwise."""
    name = data.draw(st.sampled_from(sorted(parts_of(DATA))))
    content = parts_of(DATA)[name]
    place = data.draw(st.integers(0, len(content)))
    piece = data.draw(
        st.sampled_from(["<w:p>", "</w:p>", '"', "<", "-99999999999", "\0", "é", "0"])
    )
    broken = content[:place] + piece.encode() + content[place:]
    assert state_of(tmp_path, changed(name, broken)) in State
    with suppress(BadFileError):
        read_paragraphs(tmp_path / "a.docx")
