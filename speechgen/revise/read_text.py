"""A text file as the lines of a speech, whatever program wrote it."""

import re
from pathlib import Path

from speechgen.revise.draft import Line
from speechgen.source.characters import UNTYPED
from speechgen.source.diagnostic import Report, fail
from speechgen.source.encoding import likely_encoding
from speechgen.source.messages import say, say_how_many
from speechgen.source.place import Place

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
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
    found: list[Line] = []
    gap, dropped = False, 0
    for number, raw in enumerate(_BREAKS.split(text), 1):
        clean = re.sub(UNTYPED, "", raw) if not raw.isprintable() else raw
        dropped += len(raw) - len(clean)
        bare = clean.strip(BLANKS).strip()
        if bare:
            found.append(Line(bare, gap and bool(found), number=number))
        gap = not bare
    if dropped:
        message = say_how_many(
            dropped,
            "{count} control character was left out: no document can hold it",
            "{count} control characters were left out: no document can hold them",
        )
        report.warning("W541", message, Place(str(Path(name))))
    return found
