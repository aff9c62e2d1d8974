"""Every sample outline in every layout that ships: valid, well structured, and laid out right."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import layouts
from .fonts import check_fonts
from .handmade import HANZI
from .rendering import MILLIMETRE, Page, render
from .structure import check_structure
from .validators import find_faults

OUTLINES = sorted((Path(__file__).parents[2] / "outlines").glob("*.yaml"))
Case = tuple[str, str]
CASES: list[Case] = [(path.stem, layout) for path in OUTLINES for layout in layouts.NAMES]
GRID = "grid"  # an outline made here: nothing but hanzi, so that every line can be counted
GRID_CASES: list[Case] = [(GRID, layout) for layout in layouts.NAMES]
every_case = pytest.mark.parametrize("case", CASES + GRID_CASES, ids="-".join)
every_sample = pytest.mark.parametrize("case", CASES, ids="-".join)
every_grid = pytest.mark.parametrize("case", GRID_CASES, ids="-".join)


@dataclass(frozen=True, slots=True)
class Built:
    """What one call of the command gave."""

    document: Path
    code: int
    output: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, Built]:
    """Build all of them, two at a time, each with its own call of the command."""
    folder = tmp_path_factory.mktemp("samples")
    grid = folder / f"{GRID}.yaml"
    grid.write_text(f"title: 讲话\nsalutation: 同志们：\nopening: {HANZI * 100}\n", "utf-8")
    outlines = {path.stem: path for path in [*OUTLINES, grid]}
    cases = CASES + GRID_CASES
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda case: _build(outlines[case[0]], case[1], folder), cases)
        return dict(zip(cases, results, strict=True))


def _build(outline: Path, layout: str, folder: Path) -> Built:
    target = folder / f"{outline.stem}-{layout}.docx"
    options = [str(outline), "-o", str(target), "--layout", layout]
    command = [sys.executable, "-m", "speechgen", "build", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Built(target, done.returncode, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def documents(built: dict[Case, Built]) -> dict[Case, Path]:
    """The documents that could be built; `test_it_builds` tells about the others."""
    return {case: b.document for case, b in built.items() if b.document.exists()}


@pytest.fixture(scope="module")
def faults(documents: dict[Case, Path]) -> dict[Path, list[str]]:
    """What both validators say, all files in one go."""
    return find_faults(list(documents.values()))


@pytest.fixture(scope="module")
def pages(
    documents: dict[Case, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, list[Page]]:
    """The pages of all documents, from one start of LibreOffice."""
    return render(list(documents.values()), tmp_path_factory.mktemp("pages"))


def test_there_are_samples_and_layouts() -> None:
    assert OUTLINES and layouts.NAMES


@every_case
def test_it_builds(case: Case, built: dict[Case, Built]) -> None:
    assert built[case].code == 0, built[case].output
    assert built[case].document.exists()


@every_case
def test_structure(case: Case, documents: dict[Case, Path]) -> None:
    assert check_structure(documents[case]) == []


@every_case
def test_fonts(case: Case, documents: dict[Case, Path]) -> None:
    assert check_fonts(documents[case]) == []


@every_case
def test_validators(case: Case, documents: dict[Case, Path], faults: dict[Path, list[str]]) -> None:
    assert faults[documents[case]] == []


@every_grid
def test_full_pages_of_hanzi_hold_the_promised_grid(
    case: Case, documents: dict[Case, Path], pages: dict[Path, list[Page]]
) -> None:
    lines, characters = layouts.grid(case[1])
    found = pages[documents[case]]
    assert len(found) > 3
    for page in found[1:-1]:
        assert [len(line.text) for line in page.lines] == [characters] * lines
        assert page.full_lines() == page.lines


@every_sample
def test_full_lines(case: Case, documents: dict[Case, Path], pages: dict[Path, list[Page]]) -> None:
    """Most hold the promised number; marks kept together move a character or two to the next."""
    _, characters = layouts.grid(case[1])
    full = [line.text for page in pages[documents[case]] for line in page.full_lines()]
    counts = Counter(len(text) for text in full if not any(c.isascii() for c in text))
    assert counts.most_common(1)[0][0] == characters
    assert max(counts) <= characters + 1
    near = counts[characters - 1] + counts[characters] + counts[characters + 1]
    assert near >= 0.9 * counts.total()


@every_sample
def test_full_pages(case: Case, documents: dict[Case, Path], pages: dict[Path, list[Page]]) -> None:
    """A page between the first and the last is full, but for a heading kept with its text."""
    lines, _ = layouts.grid(case[1])
    counts = [len(page.lines) for page in pages[documents[case]][1:-1]]
    assert max(counts) == lines
    assert min(counts) >= lines - 2


@every_case
def test_page_numbers(
    case: Case, documents: dict[Case, Path], pages: dict[Path, list[Page]]
) -> None:
    """They stand where the layout says, about 7 mm below the text."""
    place = layouts.page_number_place(case[1])
    for page in pages[documents[case]]:
        line = page.page_number()
        if place == "none":
            assert line is None
            continue
        assert line is not None, f"page {page.number} has no number: {page.below}"
        assert (line.box.middle - page.area.bottom) / MILLIMETRE == pytest.approx(7, abs=1)
        left, right = line.box.left - page.area.left, page.area.right - line.box.right
        if place == "outer":  # odd pages on the right, even ones on the left, a character in
            assert (right if page.number % 2 else left) == pytest.approx(14, abs=1.5)
        else:
            assert left == pytest.approx(right, abs=1.5)
