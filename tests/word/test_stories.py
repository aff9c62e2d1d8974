"""Headers and footers that others put in: an edit where somebody typed, none where nobody did."""

from pathlib import Path

import docx
import pytest

from speechgen.word.read import State, document_state
from speechgen.word.write import docx_bytes

from .by_hand import BY_HAND, edit_by_hand
from .changes import MAIN, NS, SETTINGS
from .package import edited, parts_of, save, zipped
from .samples import everything, layout

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "word/_rels/document.xml.rels"
TEXT = "<w:p><w:r><w:t>机密</w:t></w:r></w:p>"
EMPTY = "<w:p><w:pPr><w:pStyle w:val='Header'/></w:pPr></w:p>"
SEPARATORS = (
    "<w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
)


def with_part(data: bytes, kind: str, root: str, content: str) -> bytes:
    """The document with one more part that its main part refers to as rId99."""
    name = f"{kind}9.xml"
    part = f'<Override PartName="/word/{name}" ContentType="{TYPES}.{kind}+xml"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{name}"/></Relationships>'
    data = edited(data, "[Content_Types].xml", lambda text: text.replace("</Types>", part))
    data = edited(data, RELATIONS, lambda text: text.replace("</Relationships>", relation))
    story = f"<w:{root} {NS}>{content}</w:{root}>".encode()
    return zipped({**parts_of(data), f"word/{name}": story})


def with_story(data: bytes, place: str, pages: str, content: str, title: bool = False) -> bytes:
    """With a header or footer more; ``title`` gives the first page one of its own."""
    here = (
        f'<w:{place}Reference xmlns:r="{OFFICE}" w:type="{pages}" r:id="rId99"/>'
        f"{'<w:titlePg/>' if title else ''}"
    )
    root = "hdr" if place == "header" else "ftr"
    data = with_part(data, place, root, content)
    return edited(data, MAIN, lambda text: text.replace("<w:pgSz", f"{here}<w:pgSz", 1))


@pytest.fixture(scope="module")
def unmarked() -> bytes:
    """A document with page numbers alone."""
    return docx_bytes(everything(""), layout("centred"))


@pytest.mark.parametrize("name", BY_HAND)
def test_edits_by_another_program(name: str, unmarked: bytes, tmp_path: Path) -> None:
    path = edit_by_hand(save(tmp_path / "a.docx", unmarked), name)
    assert document_state(path) is State.EDITED


def test_another_program_alone_is_no_edit(unmarked: bytes, tmp_path: Path) -> None:
    path = save(tmp_path / "a.docx", unmarked)
    docx.Document(str(path)).save(str(path))
    assert path.read_bytes() != unmarked
    assert document_state(path) is State.OURS


def state_of(folder: Path, data: bytes) -> State:
    return document_state(save(folder / "a.docx", data))


@pytest.mark.parametrize("pages", ["default", "even", "first"])
@pytest.mark.parametrize("place", ["header", "footer"])
@pytest.mark.parametrize("title", [False, True])
def test_text_is_an_edit_even_where_it_is_not_shown(
    place: str, pages: str, title: bool, unmarked: bytes, tmp_path: Path
) -> None:
    assert state_of(tmp_path, with_story(unmarked, place, pages, TEXT, title)) is State.EDITED


@pytest.mark.parametrize("pages", ["default", "even", "first"])
def test_a_mere_visit_leaves_an_empty_header(pages: str, unmarked: bytes, tmp_path: Path) -> None:
    assert state_of(tmp_path, with_story(unmarked, "header", pages, EMPTY * 2)) is State.OURS


def test_a_first_page_of_its_own_has_no_number(unmarked: bytes, tmp_path: Path) -> None:
    assert state_of(tmp_path, with_story(unmarked, "footer", "first", EMPTY, True)) is State.EDITED


def test_two_sided_without_need(unmarked: bytes, tmp_path: Path) -> None:
    """The even pages lose their number."""
    text = "<w:evenAndOddHeaders/><w:compat>"
    data = edited(unmarked, SETTINGS, lambda found: found.replace("<w:compat>", text))
    assert state_of(tmp_path, data) is State.EDITED


def test_separators_of_notes_are_there_without_notes(unmarked: bytes, tmp_path: Path) -> None:
    """Word writes them as soon as a document has a header or footer."""
    assert (
        state_of(tmp_path, with_part(unmarked, "footnotes", "footnotes", SEPARATORS)) is State.OURS
    )


def test_more_headers_than_a_section_can_have(unmarked: bytes, tmp_path: Path) -> None:
    reference = f'<w:headerReference xmlns:r="{OFFICE}" w:type="first" r:id="rId99"/>'
    data = with_story(unmarked, "header", "first", TEXT)
    many = edited(data, MAIN, lambda text: text.replace("<w:pgSz", reference * 9 + "<w:pgSz", 1))
    assert state_of(tmp_path, many) is State.FOREIGN
