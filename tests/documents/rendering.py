"""The page as a reader sees it: LibreOffice makes a PDF, poppler gives the places of its text."""

import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .structure import DOCUMENT, W
from .tools import require, require_commands

XHTML = "{http://www.w3.org/1999/xhtml}"
TWIPS = 20  # in a point
MILLIMETRE = 72 / 25.4  # in points
SAME_LINE = 6.0  # points between the middles of words on one line, at most
FACES = ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height half way between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text without spaces, and its place."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """The lines inside the text area (版心) of a page, and those in the margin below it."""

    number: int
    area: Box
    lines: list[Line]
    below: list[Line]

    def full_lines(self) -> list[Line]:
        """Give the lines that begin at the left edge and leave no room for one more character."""
        return [line for line in self.lines if self._is_full(line)]

    def _is_full(self, line: Line) -> bool:
        character = (line.box.right - line.box.left) / len(line.text)
        begins = line.box.left - self.area.left < character / 2
        return begins and self.area.right - line.box.right < character * 0.9

    def page_number(self) -> Line | None:
        """Give the line below the text that holds this page's number, such as “—1—”."""
        found = [line for line in self.below if str(self.number) == line.text.strip("-—–· ")]
        return found[0] if found else None


def render(paths: list[Path], folder: Path) -> dict[Path, list[Page]]:
    """Lay out documents, whose stems must differ, with one start of LibreOffice."""
    require_commands("soffice", "pdftotext", "fc-match")
    require_fonts()
    pdfs = convert(paths, folder)
    return {path: read_pages(pdf, text_area(path)) for path, pdf in pdfs.items()}


def require_fonts() -> None:
    """Skip, or fail in CI, unless the five office fonts or stand-ins are five different files."""
    format_ = ["fc-match", "--format", "%{file}"]
    runs = [subprocess.run([*format_, face], capture_output=True, check=True) for face in FACES]
    files = {run.stdout for run in runs}
    require(len(files) == len(FACES), "the office fonts or stand-ins for them are not installed")


def convert(paths: list[Path], folder: Path) -> dict[Path, Path]:
    """Make PDFs in a folder. Its own profile keeps LibreOffice from waiting for another one."""
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    options = ["--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    command = ["soffice", *options, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    pdfs = {path: folder / f"{path.stem}.pdf" for path in paths}
    missing = [path.name for path, pdf in pdfs.items() if not pdf.exists()]
    assert not missing, f"not rendered: {missing}\n{done.stdout}\n{done.stderr}"
    return pdfs


def text_area(document: Path) -> Box:
    """Give the area inside the margins that the document's only section sets."""
    with zipfile.ZipFile(document) as archive:
        section = ElementTree.fromstring(archive.read(DOCUMENT)).find(f".//{W}sectPr")
    assert section is not None, f"{document.name} has no sectPr"
    page, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert page is not None and margin is not None, f"{document.name} sets no page"
    width, height = (int(page.get(W + key, "0")) / TWIPS for key in ("w", "h"))
    left, top, right, bottom = (
        abs(int(margin.get(W + side, "0"))) / TWIPS for side in ("left", "top", "right", "bottom")
    )
    return Box(left, top, width - right, height - bottom)


def read_pages(pdf: Path, area: Box) -> list[Page]:
    """Read the lines of every page, in and below the text area; what stands above is left out."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    pages = []
    for number, page in enumerate(ElementTree.fromstring(done.stdout).iter(XHTML + "page"), 1):
        lines = _join_lines([_read_word(word) for word in page.iter(XHTML + "word")])
        inside = [line for line in lines if area.top <= line.box.middle <= area.bottom]
        below = [line for line in lines if line.box.middle > area.bottom]
        pages.append(Page(number, area, inside, below))
    return pages


def _read_word(word: ElementTree.Element) -> Line:
    """Read what poppler calls a word: text up to a gap."""
    left, top, right, bottom = (float(word.get(k, "0")) for k in ("xMin", "yMin", "xMax", "yMax"))
    return Line((word.text or "").strip(), Box(left, top, right, bottom))


def _join_lines(words: list[Line]) -> list[Line]:
    """Put words that stand at one height together, from left to right."""
    rows: list[list[Line]] = []
    for word in sorted(words, key=lambda word: word.box.middle):
        if rows and word.box.middle - rows[-1][-1].box.middle < SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_join_row(sorted(row, key=lambda word: word.box.left)) for row in rows]


def _join_row(row: list[Line]) -> Line:
    """Make one line of the words of a row."""
    boxes = [word.box for word in row]
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    box = Box(boxes[0].left, top, max(box.right for box in boxes), bottom)
    return Line("".join(word.text for word in row), box)
