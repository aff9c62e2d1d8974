"""Check the fonts of every run in Word's sense: named on every path, Chinese marks hinted."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from .package import open_package
from .structure import STYLES, W

PATHS = ("ascii", "hAnsi", "eastAsia", "cs")
SHARED_MARKS = re.compile("[“”‘’—…·]")  # Word takes them for Latin unless the run says otherwise
STORY = re.compile(r"word/(document|header\d*|footer\d*|comments)\.xml")


def check_fonts(path: Path) -> list[str]:
    """Give the runs whose text has no font on some path, or marks without w:hint."""
    roots = open_package(path).roots
    styles = {s.get(W + "styleId", ""): s for s in roots[STYLES].iter(W + "style")}
    base = _fonts(roots[STYLES].find(f"{W}docDefaults/{W}rPrDefault"))
    default = next((key for key, style in styles.items() if _is_default_paragraph_style(style)), "")
    stories = [(name, root) for name, root in roots.items() if STORY.fullmatch(name)]
    problems = []
    for name, root in stories:
        for paragraph in root.iter(W + "p"):
            style = _style(paragraph, "pPr", "pStyle") or default
            inherited = base | _style_fonts(style, styles)
            problems += [f"{name}: {p}" for p in _check_runs(paragraph, inherited, styles)]
    return problems


def _check_runs(
    paragraph: Element, inherited: dict[str, str], styles: dict[str, Element]
) -> Iterator[str]:
    """Check the runs of one paragraph against what they inherit and what they say."""
    for run in paragraph.iter(W + "r"):
        text = "".join(t.text or "" for t in run.iter(W + "t"))
        fonts = inherited | _style_fonts(_style(run, "rPr", "rStyle"), styles) | _fonts(run)
        missing = [key for key in PATHS if key not in fonts]
        if text and missing:
            yield f"{text[:10]!r} has no {' '.join(missing)} font"
        if SHARED_MARKS.search(text) and fonts.get("hint") != "eastAsia":
            yield f"{text[:10]!r} holds Chinese marks without w:hint"


def _style_fonts(key: str, styles: dict[str, Element]) -> dict[str, str]:
    """Give the fonts of a style and the styles it is based on."""
    if key not in styles:
        return {}
    parent = styles[key].find(W + "basedOn")
    inherited = {} if parent is None else _style_fonts(parent.get(W + "val", ""), styles)
    return inherited | _fonts(styles[key])


def _fonts(holder: Element | None) -> dict[str, str]:
    """Give the attributes of the w:rFonts that an element's own w:rPr holds."""
    found = None if holder is None else holder.find(f"{W}rPr/{W}rFonts")
    return {} if found is None else {k.removeprefix(W): v for k, v in found.items()}


def _style(element: Element, properties: str, tag: str) -> str:
    """Give the style that a paragraph or a run names, or nothing."""
    found = element.find(f"{W}{properties}/{W}{tag}")
    return "" if found is None else found.get(W + "val", "")


def _is_default_paragraph_style(style: Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")
