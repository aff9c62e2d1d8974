"""The measured recipe really gives 22 lines of 28 characters and outer page numbers here."""

import subprocess
from pathlib import Path

import pytest

from .handmade import HANZI, write_fonts, write_grid
from .rendering import FACES, MILLIMETRE, Page, convert, render

CHARACTER = 14.0  # points: the page number's own size, and its distance from the edge


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """Three full pages and a part of a fourth, of nothing but hanzi."""
    folder = tmp_path_factory.mktemp("grid")
    document = write_grid(folder / "grid.docx", [HANZI * 70])
    return render([document], folder)[document]


def test_text_area_is_that_of_the_standard(grid: list[Page]) -> None:
    area = grid[0].area
    assert (area.right - area.left) / MILLIMETRE == pytest.approx(156, abs=0.2)
    assert (area.bottom - area.top) / MILLIMETRE == pytest.approx(225, abs=0.2)


def test_full_page_has_22_lines_of_28_characters(grid: list[Page]) -> None:
    assert len(grid) == 4
    for page in grid[:3]:
        assert [len(line.text) for line in page.lines] == [28] * 22
        assert page.full_lines() == page.lines
        assert page.area.bottom - page.lines[-1].box.bottom < CHARACTER


def test_page_numbers_stand_at_the_outer_edge(grid: list[Page]) -> None:
    for page in grid:
        line = page.page_number()
        assert line is not None
        assert line.text == f"—{page.number}—"
        gap = (
            page.area.right - line.box.right if page.number % 2 else line.box.left - page.area.left
        )
        assert gap == pytest.approx(CHARACTER, abs=1)
        assert (line.box.middle - page.area.bottom) / MILLIMETRE == pytest.approx(7, abs=0.5)


def test_office_fonts_are_different_faces(grid: list[Page], tmp_path: Path) -> None:
    assert grid, "the fonts are here"
    document = write_fonts(tmp_path / "fonts.docx", list(FACES))
    pdf = convert([document], tmp_path)[document]
    done = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True)
    names = {line.split("+")[-1].split()[0] for line in done.stdout.splitlines()[2:]}
    assert len(names) == len(FACES)


def test_a_changed_recipe_is_noticed(tmp_path: Path) -> None:
    """Without the character spacing a line holds 27, and the measurement says so."""
    document = write_grid(tmp_path / "loose.docx", [HANZI * 30], spacing=0)
    page = render([document], tmp_path)[document][0]
    assert {len(line.text) for line in page.full_lines()} == {27}
