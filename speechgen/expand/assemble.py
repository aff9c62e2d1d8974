"""Markdown with parts in it becomes blocks of the tree: each part is opened where it stands."""

from typing import Any

from speechgen.document.holes import ends_in_mark, has_hole, tells_its_end
from speechgen.document.numbers import NONE, NumberStyle, parse_number_style
from speechgen.document.tree import Block, Heading, Line, Paragraph, Run, plain
from speechgen.expand.filters import ValueFault
from speechgen.expand.markdown import Piece, Shape, block_shapes
from speechgen.expand.parts import PARTS, Stop, Use, is_body, part_char, part_index, shown
from speechgen.source.messages import Message, say
from speechgen.source.place import Place
from speechgen.source.record import Record


class Caller(Record):
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
    shapes = block_shapes(markdown)
    _check_all_printed(shapes, use)
    blocks: list[Block] = []
    wishes: dict[int, _Wish] = {}
    own = 0
    for number, shape in enumerate(shapes):
        own += shape.level == 1
        try:
            blocks += _opened(shape, use, caller, own, wishes, len(blocks))
        except ValueFault as fault:
            raise BlockFault(number, fault) from fault
    return tuple(_settled(block, blocks, index, wishes) for index, block in enumerate(blocks))


class BlockFault(Exception):
    """A fault in one block of a template's output, told by its number."""

    def __init__(self, number: int, fault: ValueFault) -> None:
        super().__init__(number, fault)
        self.number = number
        self.fault = fault


class NotPrinted(ValueFault):
    """A text that was given to a template under ``name``, and is not in its output."""

    def __init__(self, name: str, text: str) -> None:
        message = say("the template does not print a text it was given: “{text}”", text=text)
        last = name.rpartition(".")[2]
        super().__init__(message, "E308", say("print the field '{name}' in it", name=last))
        self.name = name


def _opened(
    shape: Shape, use: Use, caller: Caller, nth: int, wishes: "dict[int, _Wish]", index: int
) -> list[Block]:
    """The blocks of one shape, the first of which gets the number ``index``."""
    attributes = _attributes(shape, use)
    if not shape.level:
        return _Paragraphs(use).open(shape.pieces, "salute" in attributes)
    wish = _run_in(attributes, caller, shape.level, use)
    wishes[index] = _Wish(wish, "alone" in attributes)
    return [_heading(shape, attributes, use, caller, nth)]


def _check_all_printed(shapes: tuple[Shape, ...], use: Use) -> None:
    found = {char for shape in shapes for piece in shape.pieces for char in piece.text}
    found |= {char for shape in shapes for _, value in shape.attributes for char in value}
    for index, name in enumerate(use.names):
        if part_char(index) not in found:
            text = use.constants.fill(shown(use.parts[index]))
            raise NotPrinted(name, text[:20])


def _attributes(shape: Shape, use: Use) -> dict[str, Any]:
    """The attributes of a block; a value that holds parts is put together from their texts."""
    found: dict[str, Any] = {}
    for name, value in shape.attributes:
        index = part_index(value) if len(value) == 1 else -1
        found[name] = use.parts[index] if index >= 0 else _put_together(value, use)
    known = {"numbering", "start", "label", "run-in", "alone"} if shape.level else {"salute"}
    for name in sorted(set(found) - known):
        raise ValueFault(say("there is no attribute '{name}' here", name=name))
    return found


def _put_together(value: str, use: Use) -> str:
    return "".join(text if index < 0 else _text(use.parts[index]) for text, index in _split(value))


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
        style = _style(attributes["numbering"], use)
    start = caller.start if own else None
    if "start" in attributes:
        start = _whole(attributes["start"], use)
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


def _run_in(attributes: dict[str, Any], caller: Caller, level: int, use: Use) -> bool | None:
    """What the template, else the author, wants; ``None`` for what the level has by default."""
    if "run-in" not in attributes:
        return caller.run_in if level == 1 else None
    wish = _text(attributes["run-in"])
    if wish not in ("", "yes", "no"):
        message = say("run-in is yes or no, not '{value}'", value=use.constants.fill(wish))
        raise ValueFault(message, "E204", _declare("word") if has_hole(wish) else None)
    return wish != "no"


class _Wish(Record):
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
            if self._runs and not ends_in_mark(_last_text(self._runs)):
                self._runs.append(Run(part.mark, strong))
        elif is_body(part):
            self._body(part)
        elif isinstance(part, NumberStyle):
            self._runs.append(Run(part.first, strong))
        else:
            self._runs += [run._replace(strong=True) for run in part] if strong else part

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


def _last_text(runs: list[Run]) -> str:
    """The end of the text of runs, as much as tells whether it ends in a mark."""
    text = ""
    for run in reversed(runs):
        text = run.text + text
        if tells_its_end(text):
            break
    return text


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


def _style(value: Any, use: Use) -> NumberStyle:
    if isinstance(value, NumberStyle):
        return value
    try:
        return parse_number_style(_text(value))
    except ValueError:
        text = use.constants.fill(_text(value))
        hint = _declare("numbering") if has_hole(_text(value)) else None
        raise ValueFault(say("'{text}' names no number style", text=text), "E401", hint) from None


def _whole(value: Any, use: Use) -> int:
    text = _text(value)
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        message = say("'{value}' is not a whole number", value=use.constants.fill(text))
        raise ValueFault(message, "E204", _declare("whole") if has_hole(text) else None)
    return int(text)


def _declare(kind: str) -> Message:
    """What to do where a template looks into a text, whose value it is never told."""
    return say("declare the field with the type {type} in the template's header", type=kind)


def _text(value: Any) -> str:
    """A part, or what was typed, as text, holes and all."""
    if isinstance(value, str):
        return value
    if isinstance(value, NumberStyle):
        return value.first
    if isinstance(value, Stop) or is_body(value):
        raise ValueFault(say("an attribute holds one line of text"))
    return plain(value)
