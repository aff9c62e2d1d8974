"""A text file as the lines of a speech, whatever program wrote it."""

import re
from pathlib import Path

from speechgen.revise.draft import Line
from speechgen.source.characters import UNTYPED
from speechgen.source.diagnostic import Report, fail
from speechgen.source.encoding import likely_encoding
from speechgen.source.messages import Message, say, say_how_many
from speechgen.source.place import Place

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MOST_PLACES = 5  # that a message names
BLANKS = " \t\u3000\xa0\ufeff"


def decode_text(data: bytes, name: str) -> str:
    """Bytes as text: UTF-8, with or without a mark, UTF-16, GB18030; E541 for anything else."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = likely_encoding(data) or "ascii"
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        hint = say("save the file as text in UTF-8")
        fail("E541", say("this is no text that can be read"), Place(name), hint)


def text_lines(text: str, name: str, report: Report) -> list[Line]:
    """The lines of a text; characters that no document can hold are left out, and told (W541)."""
    dropped: list[int] = []
    found = bare_lines(text, dropped)
    if dropped:
        tell_dropped(
            dropped, say("in these lines: {lines}", lines=first_places(dropped)), name, report
        )
    return found


def bare_lines(text: str, dropped: list[int], number: int = 1) -> list[Line]:
    """The lines of a text; ``dropped`` gets the line of each character that is left out."""
    found: list[Line] = []
    gap = False
    for line, raw in enumerate(_BREAKS.split(text), number):
        clean = re.sub(UNTYPED, "", raw) if not raw.isprintable() else raw
        dropped += [line] * (len(raw) - len(clean))
        bare = clean.strip(BLANKS).strip()
        if bare:
            found.append(Line(bare, gap and bool(found), number=line))
        gap = not bare
    return found


def tell_dropped(dropped: list[int], hint: Message, name: str, report: Report) -> None:
    """Say once how many characters were left out, and where the first of them stood."""
    message = say_how_many(
        len(dropped),
        "{count} control character was left out: no document can hold it",
        "{count} control characters were left out: no document can hold them",
    )
    report.warning("W541", message, Place(str(Path(name))), hint)


def first_places(dropped: list[int]) -> str:
    """The first numbers of some lines or paragraphs, each once."""
    numbers = list(dict.fromkeys(dropped))
    return ", ".join(map(str, numbers[:_MOST_PLACES])) + " …" * (len(numbers) > _MOST_PLACES)
