"""A number that somebody typed where one is computed: it would be printed twice (W403)."""

import re
from collections.abc import Iterator
from functools import cache

from speechgen.document.numbers import NONE, NumberStyle, parse_number_style
from speechgen.library.contract import ContractField
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence

# The forms that people type whatever the style in force.
_USUAL = (
    "一、 （一） (一) 1. 1． 1、 １． １、 （1） (1) 第一， 第一、 一是 一要 其一， 其一、 首先， ①"
)
_BEGINNINGS = frozenset(
    "一二三四五六七八九十百0123456789０１２３４５６７８９（(第其首再最①②③④⑤⑥⑦⑧⑨⑩"
)
_NUMERALS = {"一": "[一二三四五六七八九十百]{1,4}", "1": r"[0-9]{1,3}", "１": "[０-９]{1,3}"}
_MOST_DIGITS = 4  # of one of them
_BLANKS = " \t\u3000"


def check_heading(text: Scalar, style: NumberStyle, report: Report) -> None:
    """Warn of a number at the beginning of a text that is printed after a label of ``style``."""
    bare = text.text.lstrip(_BLANKS)
    label = None if style is NONE else typed_label(bare, style)
    if label:
        message = say("'{label}' is typed where a number is computed", label=label)
        hint = say("numbers are computed: take the typed one away")
        place = text.at(len(text.text) - len(bare), len(label))
        report.warning("W403", message, place, hint)


def check_items(node: Node, field: ContractField, style: NumberStyle, report: Report) -> None:
    """The same for the entries of a list: each one's text, or the first of its fields."""
    for text in _first_texts(node, field):
        check_heading(text, style, report)


def _first_texts(node: Node, field: ContractField) -> Iterator[Scalar]:
    first = field.of[0] if isinstance(field.of, tuple) and field.of else None
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            yield item
        elif isinstance(item, Mapping) and first:
            given = (item.entries.get(name, (None, None))[1] for name in (first.name, first.zh))
            yield from (text for text in given if isinstance(text, Scalar))


def typed_label(text: str, style: NumberStyle) -> str | None:
    """The label that a text begins with: of that style, or of one that is usual."""
    if text[:1] not in _BEGINNINGS and not (style.before and text.startswith(style.before)):
        return None  # nearly always
    usual = map(parse_number_style, _USUAL.split())
    found = (_pattern(known).match(text) for known in (style, *usual) if _may_begin(text, known))
    return next((match[0] for match in found if match), None)


def _may_begin(text: str, style: NumberStyle) -> bool:
    """Whether a text may begin with a label of a style; spares the compiling of most patterns."""
    if style.words:
        return text.startswith(style.words)
    start = len(style.before)
    end = start + _MOST_DIGITS + len(style.after)
    if not text.startswith(style.before) or style.after not in text[start + 1 : end]:
        return False
    return style.numeral in _NUMERALS or text[start : start + 1] in style.signs


@cache
def _pattern(style: NumberStyle) -> re.Pattern[str]:
    """Every label of a style; ``1.`` before a digit is part of a figure."""
    before, after = re.escape(style.before), re.escape(style.after)
    if style.words:
        return re.compile(f"(?:{'|'.join(style.words)}){after}")
    if not style.before and not style.after and style.numeral in _NUMERALS:
        return re.compile("(?!)")  # a bare numeral: as likely the first word of a text
    numeral = _NUMERALS.get(style.numeral) or f"[{style.signs}]"
    proverb = "(?!(?P=n))" if style.worded else ""  # 一是一、二是二
    return re.compile(f"{before}(?P<n>{numeral}){after}{proverb}(?![0-9０-９])")
