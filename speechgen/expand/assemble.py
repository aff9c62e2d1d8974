"""Markdown with parts in it becomes blocks of the tree: each part is opened where it stands."""

from typing import Any, NamedTuple

from speechgen.document.holes import ends_in_mark
from speechgen.document.numbers import NONE, NumberStyle, parse_number_style
from speechgen.document.tree import Block, Heading, Line, Paragraph, Run, plain
from speechgen.expand.filters import ValueFault, printed
from speechgen.expand.markdown import Piece, Shape, block_shapes
from speechgen.expand.template import PARTS, Stop, Use, part_char, part_index
from speechgen.source.messages import say
from speechgen.source.place import Place


class Caller(NamedTuple):
    """What a template is told by where it is used.

    ``level`` is that of the headings it writes with one ``#``; ``series`` counts them. For a
    section, the rest belongs to its own heading: the number style and start of the sections it
    stands among, a label of its own, whether it is run in (``None``: as its level has it).
    """

    level: int
    series: int
    place: Place
    style: NumberStyle = NONE
    start: int | None = None
    label: str | None = None
    run_in: bool | None = None


def assemble(markdown: str, use: Use, caller: Caller) -> tuple[Block, ...]:
    """The blocks of a template's output.

    Raises :class:`ValueFault` for attributes that make no sense and for a text that was given to
    the template and is not in its output: nothing an author writes may get lost.
    """
    _check_all_printed(block_shapes(markdown), use)
    blocks: list[Block] = []
    wishes: dict[int, _Wish] = {}
    own = 0
    for shape in block_shapes(markdown):
        attributes = _attributes(shape, use)
        if shape.level:
            wish = _run_in(attributes, caller, shape.level)
            wishes[len(blocks)] = _Wish(wish, "alone" in attributes)
            own += shape.level == 1
            blocks.append(_heading(shape, attributes, use, caller, own))
        else:
            blocks += _Paragraphs(use).open(shape.pieces, "salute" in attributes)
    return tuple(_settled(block, blocks, index, wishes) for index, block in enumerate(blocks))


def _check_all_printed(shapes: tuple[Shape, ...], use: Use) -> None:
    shown = {char for shape in shapes for piece in shape.pieces for char in piece.text}
    shown |= {value for shape in shapes for _, value in shape.attributes}
    for index, part in enumerate(use.parts[: use.given]):
        if part_char(index) not in shown:
            first = part[0]
            text = first.text if isinstance(first, Run) else plain(first.runs)
            message = say(
                "the template does not print a text it was given: “{text}”", text=text[:20]
            )
            raise ValueFault(message, "E308")


def _attributes(shape: Shape, use: Use) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in shape.attributes:
        index = part_index(value) if len(value) == 1 else -1
        found[name] = use.parts[index] if index >= 0 else value
    known = {"numbering", "start", "label", "run-in", "alone"} if shape.level else {"salute"}
    for name in sorted(set(found) - known):
        raise ValueFault(say("there is no attribute '{name}' here", name=name))
    return found


def _heading(
    shape: Shape, attributes: dict[str, Any], use: Use, caller: Caller, nth: int
) -> Heading:
    own = shape.level == 1
    label = caller.label if own else None
    if "label" in attributes:
        label = _text(attributes["label"])
    style = caller.style if own else NONE
    if "numbering" in attributes:
        own = own and caller.style is NONE  # else the sections around go on counting
        style = _style(attributes["numbering"])
    start = caller.start if own else None
    if "start" in attributes:
        start = _whole(attributes["start"])
    return Heading(
        level=caller.level + shape.level - 1,
        runs=_one_line(shape.pieces, use),
        style=style,
        series=caller.series if own else _inner_series(caller, shape.level, nth),
        start=start,
        label="" if label in (None, "none", "无") else str(label),
        counted=label is None,
        place=caller.place,
    )


def _inner_series(caller: Caller, level: int, nth: int) -> int:
    """A number that no other series has: deeper headings count anew after each heading above."""
    return -((caller.series * 8192 + (nth if level > 1 else 0)) * 8 + level)


def _run_in(attributes: dict[str, Any], caller: Caller, level: int) -> bool | None:
    """What the template, else the author, wants; ``None`` for what the level has by default."""
    if "run-in" not in attributes:
        return caller.run_in if level == 1 else None
    wish = _text(attributes["run-in"])
    if wish not in ("", "yes", "no"):
        raise ValueFault(say("run-in is yes or no, not '{value}'", value=wish))
    return wish != "no"


class _Wish(NamedTuple):
    """Whether a heading is to be run in (``None``: as its level has it), and without text then."""

    run_in: bool | None
    alone: bool


def _settled(block: Block, blocks: list[Block], index: int, wishes: dict[int, _Wish]) -> Block:
    """A heading that knows whether the text after it joins it.

    By default a heading of the first level stands alone, a deeper one joins the text of its
    section (layout.md, “Run-in head”); one without words of its own always joins. One that its
    template calls ``alone`` has no text: what follows is not its own.
    """
    if not isinstance(block, Heading) or index not in wishes:
        return block
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    joins = isinstance(after, Paragraph) and not after.salute and not wishes[index].alone
    wish = wishes[index].run_in
    if wish is None:
        wish = joins and (block.level > 1 or not block.runs)
    return block._replace(run_in=wish, alone=wish and not joins)


class _Paragraphs:
    """Opens the parts of one paragraph: a body in it may break it into several."""

    def __init__(self, use: Use) -> None:
        self._use = use
        self._blocks: list[Block] = []
        self._runs: list[Run] = []

    def open(self, pieces: tuple[Piece, ...], salute: bool) -> list[Block]:
        """The blocks that a paragraph becomes."""
        for piece in pieces:
            for text, index in _split(piece.text):
                if index < 0:
                    self._runs.append(Run(text, piece.strong))
                else:
                    self._part(self._use.parts[index], piece.strong)
        self._flush()
        if salute:
            return [
                b._replace(salute=True) if isinstance(b, Paragraph) else b for b in self._blocks
            ]
        return self._blocks

    def _part(self, part: Any, strong: bool) -> None:
        if isinstance(part, Stop):
            if self._runs and not ends_in_mark(plain(tuple(self._runs))):
                self._runs.append(Run(part.mark, strong))
        elif type(part) is tuple and isinstance(part[0], Run):
            self._runs += [run._replace(strong=True) for run in part] if strong else part
        elif type(part) is tuple:
            self._body(part)
        else:
            self._runs.append(Run(_text(part), strong))

    def _body(self, blocks: tuple[Block, ...]) -> None:
        """Paragraphs in the middle of one: the first goes on with it, the last goes on after."""
        for number, block in enumerate(blocks):
            if number or not isinstance(block, Paragraph) or block.salute:
                self._flush()
            if isinstance(block, Paragraph) and not block.salute:
                self._runs += block.runs
            else:
                self._blocks.append(block)

    def _flush(self) -> None:
        if self._runs:
            self._blocks.append(Paragraph(tuple(self._runs)))
            self._runs = []


def _one_line(pieces: tuple[Piece, ...], use: Use) -> Line:
    blocks = _Paragraphs(use).open(pieces, False)
    if len(blocks) > 1 or any(not isinstance(block, Paragraph) for block in blocks):
        raise ValueFault(say("a heading holds one line of text"))
    return blocks[0].runs if blocks else ()


def _split(text: str) -> list[tuple[str, int]]:
    """Stretches of text (index -1) and parts (their index), in order."""
    found: list[tuple[str, int]] = []
    for char in PARTS.split(text):
        if char:
            found.append((char, part_index(char) if len(char) == 1 else -1))
    return found


def _style(value: Any) -> NumberStyle:
    if isinstance(value, NumberStyle):
        return value
    try:
        return parse_number_style(_text(value))
    except ValueError:
        raise ValueFault(say("'{text}' names no number style", text=_text(value))) from None


def _whole(value: Any) -> int:
    text = _text(value)
    if not text.isdigit() or len(text) > 9:
        raise ValueFault(say("'{value}' is not a whole number", value=text))
    return int(text)


def _text(value: Any) -> str:
    """A part, or what was typed, as text."""
    if isinstance(value, NumberStyle):
        return value.first
    if isinstance(value, tuple):
        return plain(value)
    return printed(value)


def opened(markdown: str, use: Use) -> str:
    """A template's output with its parts as text: what its author means to see."""
    return PARTS.sub(lambda found: _shown(use.parts[part_index(found[0])]), markdown)


def _shown(part: Any) -> str:
    if isinstance(part, Stop):
        return f"({part.mark})"
    if isinstance(part, tuple) and part and isinstance(part[0], Paragraph | Heading):
        return "\n\n".join(
            (f"{'#' * block.level} " if isinstance(block, Heading) else "") + plain(block.runs)
            for block in part
        )
    return _text(part)
