"""Light Markdown through markdown-it-py: ``**strong**``, backslash escapes and nothing else.

Templates may also write headings (``#``) and attributes (``{: numbering=一是 run-in }``). What an
author types is only ever read as a line of text, so no text can become a heading.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from speechgen.document.tree import Run
from speechgen.expand.memory import Memory
from speechgen.source.folding import is_wide

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

# Templates' output alone is remembered from run to run: what writers type stays out of the cache.
_BLOCKS = Memory("blocks", ("markdown_it", "speechgen.expand.markdown"))
_MARKED = re.compile(r"[*\\]")
_NOT_STARS = re.compile(r"[\\\r\0]")  # what markdown-it reads in a way of its own
_STARS = re.compile(r"\\.|\*+", re.DOTALL)
_MASKED_AFTER = ("年", "月", "日", "同志")
_ATTRIBUTES = re.compile(r"\{:([^{}]*)\}$")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:=(?:\"([^\"]*)\"|(\S*)))?")


class Piece(NamedTuple):
    """A stretch of a line in one look."""

    text: str
    strong: bool


class Shape(NamedTuple):
    """A block of Markdown: a paragraph (level 0) or a heading, with its attributes."""

    level: int
    pieces: tuple[Piece, ...]
    attributes: tuple[tuple[str, str], ...]


def inline_runs(text: str) -> tuple[Run, ...]:
    """The runs of one line of text, holes and all."""
    if not _MARKED.search(text):
        return (Run(text),) if text else ()
    return tuple(Run(piece.text, piece.strong) for piece in inline_pieces(text))


@lru_cache(maxsize=4096)
def inline_pieces(text: str) -> tuple[Piece, ...]:
    """One line of light Markdown as its pieces; adjacent ones of one look are joined."""
    if not _MARKED.search(text):
        return (Piece(text, False),) if text else ()
    return parsed_pieces(text) if _NOT_STARS.search(text) else _strong_pieces(text)


def _strong_pieces(text: str) -> tuple[Piece, ...]:
    """The same where stars are all that counts: without markdown-it, whose import takes 25 ms."""
    found, start = list[Piece](), 0
    for opened, closed in strong_spans(text).pairs.items():
        found += (Piece(text[start:opened], False), Piece(text[opened + 2 : closed], True))
        start = closed + 2
    return tuple(piece for piece in (*found, Piece(text[start:], False)) if piece.text)


def parsed_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of any line, as markdown-it reads it."""
    strong, found = 0, list[Piece]()
    for token in _parser().parseInline(text)[0].children or []:
        strong += token.nesting
        if not token.content:
            continue
        if found and found[-1].strong == bool(strong):
            found[-1] = Piece(found[-1].text + token.content, bool(strong))
        else:
            found.append(Piece(token.content, bool(strong)))
    return tuple(found)


@lru_cache(maxsize=4096)
def block_shapes(text: str) -> tuple[Shape, ...]:
    """The blocks of a template's output."""
    known = _BLOCKS.get(text)
    if known is None:
        known = _parse_blocks(text)
        _BLOCKS.put(text, known)
    return tuple(_shape(level, content) for level, content in known)


def _parse_blocks(text: str) -> list[tuple[int, str]]:
    """The level (0 for a paragraph) and the content of each block."""
    blocks: list[tuple[int, str]] = []
    level = 0
    for token in _block_parser().parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            blocks.append((level, token.content))
    return blocks


def _shape(level: int, content: str) -> Shape:
    content = content.rstrip()
    found = _ATTRIBUTES.search(content)
    attributes: tuple[tuple[str, str], ...] = ()
    if found:
        content = content[: found.start()].rstrip()
        pairs = _ATTRIBUTE.findall(found[1])
        attributes = tuple((name, quoted or bare) for name, quoted, bare in pairs)
    return Shape(level, inline_pieces(_unwrapped(content)), attributes)


def _unwrapped(content: str) -> str:
    """A paragraph's lines joined: nothing beside Chinese or a part, a space between Latin words."""

    def between(found: re.Match[str]) -> str:
        before, after = content[found.start() - 1], content[found.end()]
        return "" if any(is_wide(c) or "\ue000" <= c <= "\uf8ff" for c in (before, after)) else " "

    return re.sub(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)", between, content)


@cache
def _parser() -> "MarkdownIt":
    """Inline: escapes and strong."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable("escape")
    parser.inline.ruler.push("strong", _strong)
    return parser


@cache
def _block_parser() -> "MarkdownIt":
    """Blocks: paragraphs and headings, their content left as it is."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable("heading")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _strong(state: "StateInline", silent: bool) -> bool:
    """An inline rule of markdown-it: what stands between two ``**`` that belong together."""
    end = strong_spans(state.src).pairs.get(state.pos)
    if end is None or end >= state.posMax:
        return False
    outer = state.posMax
    state.pos, state.posMax = state.pos + 2, end
    state.push("strong_open", "strong", 1)
    state.md.inline.tokenize(state)
    state.push("strong_close", "strong", -1)
    state.pos, state.posMax = end + 2, outer
    return True


class Spans(NamedTuple):
    """Where strong text begins and ends in a line, and the ``**`` that found no partner."""

    pairs: dict[int, int]
    single: tuple[int, ...]


@lru_cache(maxsize=1024)
def strong_spans(text: str) -> Spans:
    """Which ``**`` open and close strong text.

    As in CommonMark a mark beside a blank does not count on that side; unlike there, one after
    full-width punctuation closes (commonmark-spec issue 650). A mask (``20**年``, ``张**同志``)
    and a run of any other length are characters.
    """
    pairs: dict[int, int] = {}
    single: list[int] = []
    opened: int | None = None
    for found in _STARS.finditer(text):
        start = found.start()
        if found[0] != "**" or _is_mask(text, start):
            continue
        before, after = text[start - 1 : start], text[start + 2 : start + 3]
        if opened is not None and not before.isspace() and start > opened + 2:
            pairs[opened], opened = start, None
        elif opened is None and after and not after.isspace():
            opened = start
        else:
            single.append(start)
    return Spans(pairs, tuple(single + ([opened] if opened is not None else [])))


def _is_mask(text: str, start: int) -> bool:
    after_digit = text[start - 1 : start].isdigit()
    return after_digit or text.startswith(_MASKED_AFTER, start + 2)
