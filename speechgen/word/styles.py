"""What the styles of any .docx come to: inheritance resolved, whoever wrote them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from speechgen.word.looks import ParagraphLook, RunLook, half_characters
from speechgen.word.says import ADDED, OFF, STYLE, TOGGLES, UNSEEN, VAL, W, paragraph_says, run_says

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_KEPT = 10_000  # tokens; a document has a few dozen looks
_JC = {"start": "left", "end": "right", "center": "centre", "": "left"}
_SIZE = "20"  # half points, where nobody says one

Said = Mapping[str, str]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """One style: its name, and what it says together with all that it is based on.

    Each is made once, so styles are compared by identity.
    """

    name: str = ""
    paragraph: Said = field(default_factory=dict)
    run: Said = field(default_factory=dict)


_NOTHING = Style()


class Styles:
    """The styles of a document by id, resolved when they are asked for, and the looks they give.

    A document has few looks and many runs, so each look's token is made once.
    """

    def __init__(self, root: "_Element | None") -> None:
        """Take in a styles part; without one, every style says nothing."""
        every = [] if root is None else list(root.iter(f"{W}style"))
        self._nodes = {(n.get(f"{W}type", "paragraph"), n.get(f"{W}styleId", "")): n for n in every}
        self._default = next((n.get(f"{W}styleId", "") for n in every if _is_default(n)), "")
        self._base_run = {} if root is None else run_says(root.find(f"{W}docDefaults//{W}rPr"))
        self._base = {} if root is None else paragraph_says(root.find(f"{W}docDefaults//{W}pPr"))
        self._resolved: dict[tuple[str, str], Style] = {}
        self._paragraphs: dict[tuple[object, ...], tuple[Style, str]] = {}
        self._runs: dict[tuple[object, ...], str] = {}

    def paragraph(self, direct: Said) -> tuple[Style, str]:
        """The style that a paragraph names, the default one if it names none that is known; and
        how the paragraph looks in it with what it says itself, as a record.
        """
        key = tuple(direct.items())
        found = self._paragraphs.get(key)
        if found is None:
            named = direct.get(STYLE, "")
            known = ("paragraph", named) in self._nodes
            style = self._style("paragraph", named if known else self._default)
            found = style, self._paragraph_look(style, direct).token()
            _keep(self._paragraphs, key, found)
        return found

    def run_token(self, paragraph: Style, direct: Said) -> str:
        """How a run looks in a paragraph of that style with what it says itself, as a record."""
        key = (paragraph, *direct.items())
        token = self._runs.get(key)
        if token is None:
            token = self._run_look(paragraph, direct).token()
            _keep(self._runs, key, token)
        return token

    def face(self, paragraph: Style, direct: Said) -> Mapping[str, str]:
        """All that a run says in a paragraph of that style, its own and what it inherits."""
        return self._run(paragraph, self._style("character", direct.get(STYLE, "")), direct)

    def chain(self, direct: Said) -> "Iterator[_Element]":
        """The style that a paragraph names, or the default one, and those that it is based on."""
        key, seen = ("paragraph", direct.get(STYLE, "")), set[tuple[str, str]]()
        if key not in self._nodes:
            key = ("paragraph", self._default)
        while key in self._nodes and key not in seen:
            seen.add(key)
            yield self._nodes[key]
            key = ("paragraph", _based_on(self._nodes[key]))

    def _paragraph_look(self, style: Style, direct: Said) -> ParagraphLook:
        said = {**self._base, **style.paragraph, **direct}
        size = int(self._run(style, _NOTHING, {}).get("sz", _SIZE))
        align = said.get("jc", "")
        first, left, right = (_indent(said, side, size) for side in ("firstLine", "left", "right"))
        pitch, before, after = (int(said.get(name, "0")) for name in ("line", "before", "after"))
        rule = said.get("lineRule", "auto")
        added = tuple(f"{name}={said[name]}" for name in ADDED if said.get(name))
        align = _JC.get(align, align)
        return ParagraphLook(
            style.name, align, first, left, right, pitch, before, after, rule, added
        )

    def _run_look(self, paragraph: Style, direct: Said) -> RunLook:
        character = self._style("character", direct.get(STYLE, ""))
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
            if name in said:
                both = [style.run.get(name) == "1" for style in (paragraph, character)]
                if any(both):
                    said[name] = "1" if both[0] != both[1] else "0"
        return {**said, **direct}

    def _style(self, kind: str, style_id: str) -> Style:
        """A style with all that it is based on; each style of a chain is looked at once."""
        chain, key = [], (kind, style_id)
        while key in self._nodes and key not in self._resolved:
            chain.append(key)
            self._resolved[key] = _NOTHING  # what a circle of styles comes back to
            key = (kind, _based_on(self._nodes[key]))
        style = self._resolved.get(key, _NOTHING)
        for key in reversed(chain):
            style = self._resolved[key] = _inherited(self._nodes[key], style)
        return style


def _keep(kept: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Remember something, but no more than so much: a file may have a look for every run."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    kept[key] = value


def _based_on(node: "_Element") -> str:
    found = node.find(f"{W}basedOn")
    return "" if found is None else found.get(VAL, "")


def _inherited(node: "_Element", base: Style) -> Style:
    name = node.find(f"{W}name")
    return Style(
        "" if name is None else name.get(VAL, ""),
        {**base.paragraph, **paragraph_says(node.find(f"{W}pPr"))},
        {**base.run, **run_says(node.find(f"{W}rPr"))},
    )


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
