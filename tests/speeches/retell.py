"""A speech and a description of its structure become an outline, sentence by sentence.

What is described (``*.expected.yaml``) are the headings with their level, their printed number and
whether the text goes on in the same paragraph; the sentences come from the speech itself.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from speechgen.document.numbers import NONE, NumberStyle, parse_number_style

STYLES = ("一、", "（一）", "(一)", "1、", "1.", "第一，", "第一、", "一是", "一要", "首先，")
Described = dict[str, Any]


@dataclass
class Retold:
    """An outline, and what its document must say: each paragraph, each heading as printed."""

    outline: dict[str, Any]
    title: str
    salutation: str
    paragraphs: list[str]
    headings: list[str]

    @property
    def labels(self) -> int:
        """How many sections needed a label of their own, their number being none that counts."""
        return _labels(self.outline.get("sections", []))


def retell(speech: str, described: Described) -> Retold:
    """The outline of a speech. ``AssertionError`` if a heading described is not in it."""
    text = _body(speech, described)
    flat = list(_flat(described["sections"]))
    starts = _find_headings(text, flat)
    closing = text.find(described["closing"] or "\x00", starts[-1] if starts else 0)
    bounds = [*starts, closing if closing >= 0 else len(text)]
    said = [text[start:end] for start, end in pairwise(bounds)]
    opening, closing_text = text[: bounds[0]], text[bounds[-1] :]
    outline: dict[str, Any] = {
        "title": (described["title"] or "").split("\n"),
        "subtitle": described.get("subtitle", "").removeprefix("——"),
        "salutation": described["salutation"],
        "opening": opening,
        **_sections(described["sections"], iter(said)),
        "closing": closing_text,
    }
    pieces = [opening, *said, closing_text]
    return Retold(
        {key: value for key, value in outline.items() if value},
        (described["title"] or "").replace("\n", ""),
        described["salutation"] or "",
        [line for piece in pieces for line in piece.split("\n") if line],
        [f"{section['number'] or ''}{_heading(section)}" for section in flat],
    )


def _body(speech: str, described: Described) -> str:
    """What is said after the salutation, else after the title; a line a paragraph."""
    noise = {*described.get("boilerplate_before", []), *described.get("boilerplate_after", [])}
    noise |= {line.strip() for line in {*noise, *described.get("noise", [])}}
    lines = [line.strip() for line in speech.split("\n")]
    text = "\n".join(line for line in lines if line and line not in noise)
    for opener in (described["title"], described.get("subtitle"), described["salutation"]):
        text = text.split(opener, 1)[1].lstrip("\n") if opener else text
    return text


def _flat(sections: list[Described]) -> Any:
    for section in sections:
        yield section
        yield from _flat(section.get("children", []))


def _heading(section: Described) -> str:
    return str(section.get("heading_joined") or section["heading"])


def _find_headings(text: str, flat: list[Described]) -> list[int]:
    """Where each heading begins, after the one before it; at a line's start unless glued."""
    found: list[int] = []
    at = 0
    for section in flat:
        words = re.escape(f"{section['number'] or ''}{_heading(section)}")
        start = "" if section.get("glued") or section.get("inline") else "^"
        match = re.compile(start + words, re.MULTILINE).search(text, at)
        assert match, f"no heading like {words}"
        found.append(match.start())
        at = match.end()
    return found


def _sections(sections: list[Described], said: Any) -> dict[str, Any]:
    """The keys ``numbering`` and ``sections`` for sections beside each other, and ``start``."""
    numbers = [section["number"] for section in sections if section["number"]]
    style, start = _style(numbers[0]) if numbers else (NONE, 1)
    made, count = [], start
    for section in sections:
        label = style.label(count) if section["number"] else ""
        counts = label == (section["number"] or "") and (style is NONE or bool(label))
        made.append(_section(section, said, None if counts else section["number"] or "none"))
        count += counts
    keys: dict[str, Any] = {"numbering": style.first or "none", "sections": made}
    return keys | ({"start": start} if start > 1 else {}) if made else {}


def _style(number: str) -> tuple[NumberStyle, int]:
    """The style that prints a number, and which one it is."""
    for style in map(parse_number_style, STYLES):
        for count in range(1, min(style.most, 30) + 1):
            if style.label(count) == number:
                return style, count
    raise AssertionError(f"no style prints {number}")


def _section(section: Described, said: Any, label: str | None) -> dict[str, Any]:
    words = f"{section['number'] or ''}{_heading(section)}"
    rest = next(said).removeprefix(words)
    mark = rest[:1] if section["run_in"] else ""  # what is no 。 must be typed
    made = {"heading": _heading(section) + mark.replace("。", "")}
    if label is not None:
        made["label"] = label
    made["run_in"] = "true" if section["run_in"] else "false"
    made["body"] = rest.removeprefix(mark).strip("\n")
    inner = _sections(section.get("children", []), said)
    return {key: value for key, value in (made | inner).items() if value}


def _labels(sections: list[dict[str, Any]]) -> int:
    return sum(("label" in section) + _labels(section.get("sections", [])) for section in sections)
