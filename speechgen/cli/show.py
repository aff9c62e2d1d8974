"""Diagnostics on the screen: the place, the line, carets under what is meant, what to do."""

from codecs import getincrementaldecoder
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, east_asian_width

import click

from speechgen.source.diagnostic import MOST_SHOWN, Diagnostic, Severity
from speechgen.source.encoding import likely_encoding
from speechgen.source.files import MOST_BYTES
from speechgen.source.messages import say
from speechgen.source.opening import open_plain
from speechgen.source.place import Place
from speechgen.source.secrets import hidden_secrets

_WIDTH = 100  # columns of a source line that are shown
_BEFORE = 25  # characters of it before the fault


def show(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to the standard error stream."""
    found = list(diagnostics)
    for diagnostic in found[:MOST_SHOWN]:
        click.echo(render(diagnostic), err=True)
    if len(found) > MOST_SHOWN:
        rest = len(found) - MOST_SHOWN
        click.echo(str(say("… and {count} more", count=rest)), err=True)


def render(diagnostic: Diagnostic) -> str:
    """One diagnostic as it is printed; nothing in it can move a terminal's cursor."""
    code, message = diagnostic.code, diagnostic.message
    head = say("warning[{code}]: {message}", code=code, message=message)
    if diagnostic.severity is Severity.ERROR:
        head = say("error[{code}]: {message}", code=code, message=message)
    where = f"{diagnostic.place}: " if diagnostic.place else ""
    lines = [f"{where}{head}"]
    lines += _excerpt(diagnostic.place)
    for place in diagnostic.trace:
        lines.append(f"  {say('used at')} {place}")
        lines += _excerpt(place)
    if diagnostic.hint:
        lines.append(f"  {say('hint: {text}', text=diagnostic.hint)}")
    return "\n".join(map(_harmless, lines))


def _harmless(text: str) -> str:
    if text.isprintable():
        return text
    return "\n".join("".join(map(_visible, line)) for line in text.split("\n"))


def _excerpt(place: Place | None) -> list[str]:
    if place is None or not place.line:
        return []
    source = _source_lines(place.file)
    if place.line > len(source):
        return []
    text = "".join(map(_visible, hidden_secrets(source[place.line - 1])))
    start = place.column - 1
    cut = max(0, start - _BEFORE) if width_of(text) > _WIDTH else 0
    shown = _firstwidth_of(text[cut:])
    marked = shown[start - cut : start - cut + place.length]
    before = width_of(shown[: start - cut])
    carets = "^" * max(width_of(marked), 1)
    head = f"{place.line:>5} | "
    dots = "…" if cut else ""
    return [head + dots + shown, " " * 6 + "| " + " " * (before + len(dots)) + carets]


def _visible(char: str) -> str:
    """A character as a terminal can show it: blanks as blanks, what cannot be seen as a sign."""
    if char.isspace():
        return char if char == "\u3000" else " "
    return char if char.isprintable() else "\ufffd"


def _firstwidth_of(text: str) -> str:
    """As much of a text as is shown."""
    end, columns = 0, 0
    while end < len(text) and columns < _WIDTH:
        columns += width_of(text[end])
        end += 1
    return text[:end]


def width_of(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


@lru_cache(maxsize=8)
def _source_lines(file: str) -> list[str]:
    """The lines of a source file as far as it can be read."""
    try:
        with open_plain(Path(file)) as source:
            data = source.read(MOST_BYTES)
    except (OSError, ValueError):
        return []
    for encoding in ("utf-8-sig", likely_encoding(data) or "ascii"):
        try:
            text = getincrementaldecoder(encoding)().decode(data)  # a cut end is left out
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return []
