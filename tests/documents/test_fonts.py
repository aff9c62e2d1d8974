"""The font check passes a document with every path named, and reports one without."""

from pathlib import Path

from .broken import break_document, in_text, replace
from .fonts import check_fonts
from .handmade import HANZI, write_grid

FONTS_OF_RUN = "<w:rPr><w:rFonts w:hint='default'/></w:rPr><w:t>“坚持"


def test_fonts_on_every_path_are_good(tmp_path: Path) -> None:
    assert check_fonts(write_grid(tmp_path / "good.docx", [f"“{HANZI}”——"])) == []


def test_missing_path_is_reported(tmp_path: Path) -> None:
    good = write_grid(tmp_path / "good.docx", [HANZI])
    change = replace("word/styles.xml", 'w:cs="仿宋_GB2312"', "")
    problems = check_fonts(break_document(good, tmp_path / "broken.docx", change))
    assert any("has no cs font" in problem for problem in problems)


def test_marks_without_hint_are_reported(tmp_path: Path) -> None:
    good = write_grid(tmp_path / "good.docx", [HANZI])
    change = in_text(FONTS_OF_RUN, old="<w:t>坚持")
    problems = check_fonts(break_document(good, tmp_path / "broken.docx", change))
    assert any("without w:hint" in problem for problem in problems)
