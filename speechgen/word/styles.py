"""What the styles of any .docx come to: inheritance resolved, whoever wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speechgen.word.looks import ParagraphLook, RunLook, half_characters
from speechgen.word.says import ADDED, OFF, TOGGLES, UNSEEN, VAL, W, paragraph_says, run_says

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 30  # styles based on one another; Word stops at 11
_JC = {"start": "left", "end": "right", "center": "centre", "": "left"}
_SIZE = "20"  # half points, where nobody says one

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name, and what it says together with all that it is based on."""

    name: str = ""
    paragraph: Said = field(default_factory=dict)
    run: Said = field(default_factory=dict)


class Styles:
    """The styles of a document by id, resolved when they are asked for."""

    def __init__(self, root: "_Element | None") -> None:
        """Take in a styles part; without one, every style says nothing."""
        every = [] if root is None else list(root.iter(f"{W}style"))
        self._nodes = {(n.get(f"{W}type", "paragraph"), n.get(f"{W}styleId", "")): n for n in every}
        self._default = next((n.get(f"{W}styleId", "") for n in every if _is_default(n)), "")
        self._base_run = {} if root is None else run_says(root.find(f"{W}docDefaults//{W}rPr"))
        self._base = {} if root is None else paragraph_says(root.find(f"{W}docDefaults//{W}pPr"))
        self._resolved: dict[tuple[str, str], Style] = {}

    def paragraph(self, style_id: str | None) -> Style:
        """A paragraph style; the default one where the id is missing or unknown."""
        known = style_id is not None and ("paragraph", style_id) in self._nodes
        return self._style("paragraph", style_id if known and style_id else self._default)

    def character(self, style_id: str) -> Style:
        """A character style; an empty one where the id is unknown."""
        return self._style("character", style_id)

    def paragraph_look(self, style: Style, direct: Said) -> ParagraphLook:
        """How a paragraph of that style looks with what it says itself."""
        said = {**self._base, **style.paragraph, **direct}
        size = int(self._run(style, Style(), {}).get("sz", _SIZE))
        align = said.get("jc", "")
        first, left, right = (_indent(said, side, size) for side in ("firstLine", "left", "right"))
        pitch, before, after = (int(said.get(name, "0")) for name in ("line", "before", "after"))
        rule = said.get("lineRule", "auto")
        added = tuple(f"{name}={said[name]}" for name in ADDED if said.get(name))
        align = _JC.get(align, align)
        return ParagraphLook(
            style.name, align, first, left, right, pitch, before, after, rule, added
        )

    def run_look(self, paragraph: Style, character: Style, direct: Said) -> RunLook:
        """How a run looks in a paragraph of that style with what it says itself."""
        said = self._run(paragraph, character, direct)
        others = [name for name in TOGGLES[1:] if said.get(name) == "1"]
        others += [f"{n}={said[n]}" for n, plain in UNSEEN.items() if said.get(n, plain) != plain]
        return RunLook(
            said.get("eastAsia", ""),
            said.get("ascii", ""),
            int(said.get("sz", _SIZE)),
            int(said.get("spacing", "0")),
            said.get("b") == "1",
            tuple(others),
        )

    def _run(self, paragraph: Style, character: Style, direct: Said) -> dict[str, str]:
        said = {**self._base_run, **paragraph.run, **character.run}
        for name in TOGGLES:
            both = [style.run.get(name) == "1" for style in (paragraph, character)]
            if any(both):
                said[name] = "1" if both[0] != both[1] else "0"
        return {**said, **direct}

    def _style(self, kind: str, style_id: str) -> Style:
        key = (kind, style_id)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(kind, style_id)
        return self._resolved[key]

    def _resolve(self, kind: str, style_id: str) -> Style:
        chain: list[_Element] = []
        node = self._nodes.get((kind, style_id))
        while node is not None and len(chain) < _DEEPEST:
            chain.append(node)
            based_on = node.find(f"{W}basedOn")
            node = None if based_on is None else self._nodes.get((kind, based_on.get(VAL, "")))
        if not chain:
            return Style()
        name = chain[0].find(f"{W}name")
        paragraph: dict[str, str] = {}
        run: dict[str, str] = {}
        for node in reversed(chain):
            paragraph |= paragraph_says(node.find(f"{W}pPr"))
            run |= run_says(node.find(f"{W}rPr"))
        return Style("" if name is None else name.get(VAL, ""), paragraph, run)


def _is_default(node: "_Element") -> bool:
    is_paragraph = node.get(f"{W}type") == "paragraph"
    return is_paragraph and node.get(f"{W}default", "0") not in OFF


def _indent(said: Said, side: str, size: int) -> int:
    """An indent in tenths of a character; from the twips where no characters are given."""
    hundredths = _own(said, f"{side}Chars", "hangingChars" if side == "firstLine" else "")
    if hundredths == 0:
        twips = _own(said, side, "hanging" if side == "firstLine" else "")
        hundredths = round(twips * 10 / max(size, 1))
    return half_characters(hundredths)


def _own(said: Said, name: str, opposite: str) -> int:
    return int(said.get(name, "0")) - int(said.get(opposite, "0") if opposite else "0")
