"""The page as LibreOffice prints it, and what two validators say of every part of it."""

from pathlib import Path

import pytest
from documents.fonts import check_fonts
from documents.handmade import HANZI
from documents.rendering import MILLIMETRE, Page, render
from documents.structure import check_structure
from documents.validators import find_faults

from speechgen.document.tree import Document, Form
from speechgen.word.write import docx_bytes

from .package import save
from .samples import LAYOUTS, changed_layout, everything, layout, line, paragraph

GRID = Document((), Form(blocks=tuple(paragraph(HANZI * 20) for _ in range(6))))
INDENTED = 2  # characters, at the first line of a paragraph
NONE = "page_number: {place: none}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Documents by name: nothing but hanzi, and everything, in every layout."""
    folder = tmp_path_factory.mktemp("word")
    found = {}
    for name in LAYOUTS:
        found[f"grid-{name}"] = docx_bytes(GRID, layout(name))
        found[f"everything-{name}"] = docx_bytes(everything(), layout(name))
        found[f"unmarked-{name}"] = docx_bytes(everything(""), layout(name))
    found["none"] = docx_bytes(everything(), changed_layout(folder, NONE))
    found["latin"] = docx_bytes(
        everything(), changed_layout(folder, "fonts: {body: {name: 仿宋_GB2312, latin: Arial}}")
    )
    found["empty"] = docx_bytes(Document((line("无"),), Form()), layout())
    return {name: save(folder / f"{name}.docx", data) for name, data in found.items()}


@pytest.fixture(scope="module")
def pages(
    files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Page]]:
    rendered = render(list(files.values()), tmp_path_factory.mktemp("pages"))
    return {name: rendered[path] for name, path in files.items()}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_grid(name: str, pages: dict[str, list[Page]]) -> None:
    """Every full page has 22 lines, every full line 28 characters, and they fill the type area."""
    page = layout(name).page
    found = pages[f"grid-{name}"]
    assert len(found) > 4
    for shown in found[:-1]:
        assert len(shown.lines) == page.lines
        for row in shown.lines:
            indented = row.box.left - shown.area.left > 20
            ends = row.box.right < shown.area.right - 20
            assert ends or len(row.text) == page.characters - (INDENTED if indented else 0)
    first, last = found[1].lines[0], found[1].lines[-1]
    assert first.box.top - found[1].area.top == pytest.approx(6, abs=6)
    assert found[1].area.bottom - last.box.bottom == pytest.approx(4, abs=6)


@pytest.mark.parametrize("name", LAYOUTS)
def test_page_numbers(name: str, pages: dict[str, list[Page]]) -> None:
    """The dash lies 7 mm below the type area, the number where the layout says."""
    for page in pages[f"grid-{name}"]:
        shown = page.page_number()
        assert shown
        assert (shown.box.middle - page.area.bottom) / MILLIMETRE == pytest.approx(7, abs=0.6)
        left, right = shown.box.left - page.area.left, page.area.right - shown.box.right
        if layout(name).number.place == "outer":
            assert (right if page.number % 2 else left) == pytest.approx(14, abs=1)
        else:
            assert left == pytest.approx(right, abs=1)


def test_no_page_numbers(pages: dict[str, list[Page]]) -> None:
    assert pages["none"][0].page_number() is None


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_title_block(name: str, pages: dict[str, list[Page]]) -> None:
    """Centred lines, one blank line, the salutation flush left, the body two characters in."""
    page = pages[f"unmarked-{name}"][0]
    area, lines = page.area, page.lines
    head, salutation, body = lines[:5], lines[5], lines[6]
    for row in head:
        assert row.box.left - area.left == pytest.approx(area.right - row.box.right, abs=10)
    assert salutation.text == "同志们："
    assert salutation.box.left == pytest.approx(area.left, abs=2)
    pitch = layout(name).page.pitch / 20
    assert salutation.box.middle - head[-1].box.middle == pytest.approx(2 * pitch, abs=2)
    assert body.box.left - area.left == pytest.approx(32, abs=2)


def test_structure(files: dict[str, Path]) -> None:
    assert [problem for path in files.values() for problem in check_structure(path)] == []


def test_fonts_on_every_path(files: dict[str, Path]) -> None:
    assert [problem for path in files.values() for problem in check_fonts(path)] == []


def test_validators(files: dict[str, Path]) -> None:
    assert [fault for found in find_faults(list(files.values())).values() for fault in found] == []
