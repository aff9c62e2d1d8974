"""Numbers as a sheet shows them: the usual number formats of Excel and WPS.

A format that is not understood (fractions, powers of ten, conditions) shows the plain number.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)  # digits that Excel keeps and shows
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)  # a number has at most 308 before its point
_GENERAL = ("general", "@", "g/通用格式", "")
# Text as it stands, a currency or a colour in brackets, a blank as wide as a sign, a filler,
# digits, and everything else.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|[_*].|(?P<digits>(?:[#?,]*0[#0?,]*|#[#?,]*)(?:\.[#0?]*)?,*|\.[#0?]+)|(?P<other>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*')
_COLOUR = re.compile(r"(?i)black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|.{1,2}色")
_UNKNOWN = re.compile(r"[EeGg@/]")  # powers of ten, General inside, text, fractions
_GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


class _Section(NamedTuple):
    """One part of a format: what stands around the digits, and how these are shown."""

    before: str
    after: str = ""
    digits: bool = False
    whole: int = 0  # least digits before the point
    least: int = 0  # and after it
    most: int = 0
    grouped: bool = False
    scale: int = 0  # the power of ten it is multiplied with


def shown_number(number: Decimal, pattern: str) -> str:
    """A number as its cell shows it."""
    sections = _sections(pattern)
    below = number < 0
    which = 2 if not number and len(sections) > 2 else 1 if below and len(sections) > 1 else 0
    section = sections[which] if sections else None
    if section is None:
        return plain_number(number)
    digits = _digits(abs(_rounded(number)), section) if section.digits else ""
    sign = "-" if below and len(sections) == 1 and digits.strip("0.,") else ""
    return sign + section.before + digits + section.after


def plain_number(number: Decimal) -> str:
    """A number in the fewest digits, at most 15: what arithmetic left behind them is noise."""
    rounded = _rounded(number)
    return f"{rounded:.0f}" if rounded == rounded.to_integral_value() else f"{rounded:f}"


def _rounded(number: Decimal) -> Decimal:
    """Without noise; a whole number keeps its digits, however many another program wrote."""
    return number if number == number.to_integral_value() else number.normalize(_KEPT)


@lru_cache(maxsize=256)
def _sections(pattern: str) -> tuple[_Section | None, ...]:
    """The parts of a format, ``None`` for one that is not understood; no part for General."""
    if pattern.strip().lower() in _GENERAL:
        return ()
    found, position = [], 0
    while part := _SECTION.match(pattern, position):
        found.append(_section(part[0]))
        position = part.end() + 1
        if position > len(pattern):
            break
    return tuple(found[:3])


def _section(part: str) -> _Section | None:
    around, digits, percents = ["", ""], "", 0
    for found in _TOKEN.finditer(part):
        bracket, other = found["bracket"], found["other"] or ""
        if bracket is not None and not _COLOUR.fullmatch(bracket):
            return None
        if _UNKNOWN.match(other) or (found["digits"] and digits):
            return None
        digits = found["digits"] or digits
        percents += other == "%"
        text = other or found["quoted"] or found["escaped"] or found["money"] or ""
        around[bool(digits)] += text
    if not digits:
        return _Section(around[0])
    return _with_digits(around[0], around[1], digits, percents)


def _with_digits(before: str, after: str, digits: str, percents: int) -> _Section:
    kept = digits.rstrip(",")
    scale = 2 * percents - 3 * (len(digits) - len(kept))
    whole, _, decimals = kept.partition(".")
    least = decimals.rfind("0") + 1
    return _Section(
        before, after, True, whole.count("0"), least, len(decimals), "," in whole, scale
    )


def _digits(number: Decimal, section: _Section) -> str:
    scaled = number.scaleb(section.scale, _EXACT)
    text = f"{scaled.quantize(Decimal(1).scaleb(-section.most), context=_EXACT):f}"
    whole, _, decimals = text.partition(".")
    rest = decimals[section.least :].rstrip("0")
    decimals = decimals[: section.least] + rest
    whole = whole.lstrip("0").zfill(section.whole)
    if section.grouped:
        whole = _GROUPS.sub(",", whole)
    return f"{whole}.{decimals}" if decimals else whole
