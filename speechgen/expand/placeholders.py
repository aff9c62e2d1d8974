"""Placeholders of a skeleton (〔某某〕, 〔数字〕) that nobody has filled in yet."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from speechgen.source.diagnostic import Report
from speechgen.source.messages import Listed, say
from speechgen.source.nodes import Scalar
from speechgen.source.place import Place

_BRACKETS = "〔([^〔〕{}\\n]{1,80})〕"
_YEAR = r"[\d*×xXoO○〇]{4}年?"  # of a document's number: 云发〔2026〕3号
_MOST_LINES = 12  # told in the hint


class Placeholder(NamedTuple):
    """One placeholder: what stands there, and where."""

    text: str
    place: Place


def placeholders(scalar: Scalar) -> Iterator[Placeholder]:
    """The placeholders in a typed text; the year in a document's number is none."""
    if "〔" not in scalar.text:
        return
    for found in re.finditer(_BRACKETS, scalar.text):
        if not re.fullmatch(_YEAR, found[1].strip()):
            yield Placeholder(found[0], scalar.at(found.start(), len(found[0])))


def tell_placeholders(found: Iterable[Placeholder], report: Report) -> None:
    """Warn once of all placeholders that are left (W213): a skeleton has some thirty."""
    left = sorted(found, key=lambda placeholder: placeholder.place)
    if not left:
        return
    numbers = list(dict.fromkeys(placeholder.place.line for placeholder in left))
    more = ["…"] if len(numbers) > _MOST_LINES else []
    message = say("{count} placeholders are not filled in yet", count=len(left))
    if len(left) == 1:
        message = say("the placeholder {text} is not filled in yet", text=left[0].text)
    hint = say("write your own words for it, the brackets 〔〕 included")
    if len(numbers) > 1:
        lines = Listed.of([*numbers[:_MOST_LINES], *more])
        hint = say(
            "write your own words for each, the brackets 〔〕 included; lines {lines}", lines=lines
        )
    report.warning("W213", message, left[0].place, hint)
