"""Documents saved by a real LibreOffice: a mere save is no edit, and an edit is one."""

import re
import subprocess
from pathlib import Path

import pytest
from documents.structure import check_structure
from documents.tools import require_commands

from speechgen.document.tree import Document
from speechgen.word.read import State, document_state, read_paragraphs
from speechgen.word.write import docx_bytes

from .by_hand import BY_HAND, edit_by_hand
from .changes import EDITS, MAIN, STYLES, apply
from .package import save
from .samples import LAYOUTS, changed_layout, document, everything, layout, long, paragraph

BOLD = "styles: {body: {bold: true}, title: {bold: true}}\nruns: {lead: {bold: true}}"
ODD = "〇 “引号” —— …… · A-B\xa0c\u2011d\u3000e 𠮷 é  f ≥ ① Ⅳ ℃ ﻿g"
# Edits that LibreOffice keeps in a document that it has saved; it drops notes, pictures, boxes
# and comments that are a mark alone (BY_HAND has whole ones), and puts in page numbers anew.
_LOST = "add a comment|new page|note|text box|picture|page colour|in an instruction|into a page"
KEPT = sorted(name for name in EDITS if not re.search(_LOST, name))


def written(folder: Path) -> dict[str, bytes]:
    """What to save: every layout, marked or not, a bold one, a long one, one of odd text."""
    odd = document(paragraph(ODD), paragraph("甲\t乙\n丙"), title=ODD)
    documents: dict[str, tuple[Document, str]] = {
        "long": (long(), "standard"),
        "odd": (odd, "standard"),
    }
    documents |= {f"{name}-marked": (everything(), name) for name in LAYOUTS}
    documents |= {name: (everything(""), name) for name in LAYOUTS}
    found = {name: docx_bytes(made, layout(of)) for name, (made, of) in documents.items()}
    return found | {"bold": docx_bytes(everything(), changed_layout(folder, BOLD))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, with `saved` beside it: what LibreOffice made of them."""
    require_commands("soffice")
    here = tmp_path_factory.mktemp("libreoffice")
    for name, data in written(here).items():
        save(here / f"{name}.docx", data)
    data = docx_bytes(everything(), layout())
    for number, name in enumerate(KEPT):
        change, part = EDITS[name]
        save(here / f"edit{number}.docx", apply(data, change, part))
    for number, name in enumerate(BY_HAND):
        edit_by_hand(save(here / f"hand{number}.docx", data), name)
    profile = f"-env:UserInstallation={(here / 'profile').as_uri()}"
    options = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(here / "saved")]
    command = ["soffice", "--headless", profile, *options, *map(str, sorted(here.glob("*.docx")))]
    subprocess.run(command, capture_output=True, timeout=600, check=True)
    return here


NAMES = ["long", "odd", "bold", *LAYOUTS, *(f"{name}-marked" for name in LAYOUTS)]


@pytest.mark.parametrize("name", NAMES)
def test_a_mere_save_is_no_edit(name: str, folder: Path) -> None:
    saved = folder / "saved" / f"{name}.docx"
    assert saved.read_bytes() != (folder / f"{name}.docx").read_bytes()
    assert document_state(saved) is State.OURS


@pytest.mark.parametrize("name", NAMES)
def test_the_text_stays(name: str, folder: Path) -> None:
    first = read_paragraphs(folder / f"{name}.docx")
    again = read_paragraphs(folder / "saved" / f"{name}.docx")
    assert [text for _, text in again] == [text for _, text in first]
    assert [style.casefold() for style, _ in again] == [style.casefold() for style, _ in first]


@pytest.mark.parametrize("name", KEPT)
def test_an_edit_then_a_save_is_an_edit(name: str, folder: Path) -> None:
    saved = folder / "saved" / f"edit{KEPT.index(name)}.docx"
    assert document_state(saved) is State.EDITED


@pytest.mark.parametrize("name", BY_HAND)
def test_an_edit_with_parts_of_its_own_then_a_save(name: str, folder: Path) -> None:
    saved = folder / "saved" / f"hand{list(BY_HAND).index(name)}.docx"
    assert document_state(saved) is State.EDITED


@pytest.mark.parametrize("name", NAMES)
def test_what_was_saved_from_is_well_formed(name: str, folder: Path) -> None:
    assert check_structure(folder / f"{name}.docx") == []


def test_changes_name_parts_that_exist() -> None:
    assert {part for _, part in EDITS.values()} >= {MAIN, STYLES}
