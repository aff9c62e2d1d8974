"""What of a cell can tell one row from the others, and where it stands as itself in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from speechgen.batch.leaks.words import ORDINARY, PEOPLES

LONGEST_NAME = 12  # characters of what is taken for a name and not for text
_FIGURE = re.compile(r"[+\-−]?(\d[\d,]*)(\.\d+)?([%％‰])?[^\W\d]{0,3}")
_BETWEEN_NAMES = re.compile(r"[、；;/,\s]+")
_MARKS = re.compile("[，。！？：:!?]")
_PEOPLES = "|".join(PEOPLES)
_PLACE = re.compile(
    rf"(.{{2,}}?)(?:特别行政区|(?:{_PEOPLES})*自治[区州县旗]|县级市|[地林特新]区|[省市县区旗州盟])"
)
_OTHER_PLACE = tuple("省市县区旗州盟镇乡村路街")
# 县委, 县长, 县级 …: the syllable before these belongs to them.
_COMPOUND = tuple("委长级直里处乡域城纪政人")


def texts(value: Any) -> Iterator[str]:
    """The texts of a cell: itself, its lines, the items of a list, the values of a mapping."""
    if isinstance(value, str):
        if "\n" in value or "\r" in value:
            yield from filter(None, map(str.strip, value.splitlines()))
        elif text := value.strip():
            yield text
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
    elif value is not None:
        yield str(value)


def cells_of(values: Mapping[str, Any]) -> list[str]:
    """The texts of all cells of a row; the quick way for what most cells are."""
    found: list[str] = []
    for value in values.values():
        if type(value) is str and "\n" not in value and "\r" not in value:
            if value:
                found.append(value.strip())
        else:
            found += texts(value)
    return found


def pick(values: Any, path: tuple[str, ...]) -> Any:
    """The value of a variable, ``leader.name`` by its path; ``None`` if there is none."""
    for name in path:
        if not isinstance(values, dict):
            return None
        values = values.get(name)
    return values


def identity_of(values: Mapping[str, Any], columns: Iterable[str]) -> Iterator[str]:
    """The values of a row in its identity columns."""
    for column in columns:
        yield from texts(pick(values, tuple(column.split("."))))


def own_names(cells: Iterable[str]) -> set[str]:
    """The names that a row's cells give: a name, or a list of names (青岚县、望川县).

    Anything longer is text that somebody wrote, perhaps over that of another row; it vouches for
    nothing that stands in it.
    """
    found: set[str] = set()
    for cell in cells:
        parts = _BETWEEN_NAMES.split(cell)
        if all(len(part) <= LONGEST_NAME and not _MARKS.search(part) for part in parts):
            found.update(parts)
        if len(cell) <= LONGEST_NAME:
            found.add(cell)
    found.discard("")
    return found


def tells(text: str) -> bool:
    """Whether to find this value in another row's document would mean something.

    Not one character, not a word of every speech, not a round or small figure: three digits count
    that are no zeros at the end, two where a decimal point or a per cent sign makes it rarer.
    """
    if len(text) < 2 or text in ORDINARY:
        return False
    figure = _FIGURE.fullmatch(text)
    if not figure:
        return any(map(str.isalnum, text))
    whole, fraction, percent = figure.groups()
    digits = whole.replace(",", "").lstrip("0")
    if fraction:
        return len((digits + fraction[1:]).lstrip("0")) >= 2
    return len(digits.rstrip("0")) >= (2 if percent else 3)


def short_form(name: str) -> str:
    """A place's name without its level, as it is spoken of: 云溪 for 云溪县; empty if none.

    Counties and larger places only: there are 40,000 townships and 600,000 villages, and without
    their level their names are any two characters that meet (新口, 团结).
    """
    found = _PLACE.fullmatch(name)
    if not found or found[1] in ORDINARY or found[1].endswith("族") or not tells(found[1]):
        return ""
    return found[1]


def stands_alone(text: str, start: int, end: int, short: bool) -> bool:
    """Whether the value at ``start`` is itself there, and no part of a longer number or word.

    ``short`` tells that it is a short form: before another level it is another place (云溪镇).
    Only what stands beside it can speak against it, never what does not: so a value that stands
    alone in a line stands alone in each piece of it.
    """
    if text[start] < "\x80" and _goes_on_before(text, start):
        return False
    if text[end - 1] < "\x80" and _goes_on_after(text, end):
        return False
    if short:
        return text[end : end + 1] not in _OTHER_PLACE
    if end - start == 2 or text[start : end - 1] in ORDINARY:
        return not (text[end - 1] in "县市区" and text[end : end + 1] in _COMPOUND)
    return True


def _goes_on_before(text: str, start: int) -> bool:
    first, before = text[start], text[start - 1 : start]
    if not first.isalnum() or not before:
        return False
    if before in ".," and first.isdigit():
        return start > 1 and text[start - 2].isdigit()
    return before.isascii() and before.isalnum()


def _goes_on_after(text: str, end: int) -> bool:
    last, after = text[end - 1], text[end : end + 1]
    if not last.isalnum() or not after:
        return False
    if last.isdigit():  # 500kV is 500
        return after.isdecimal() or (after in ".," and text[end + 1 : end + 2].isdecimal())
    return after.isascii() and after.isalnum()
