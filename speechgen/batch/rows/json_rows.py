"""JSON Lines, and what all tables in JSON have in common; numbers are as typed."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, NamedTuple

from speechgen.batch.rows.cells import TOO_LONG, ReadingStopped, fault
from speechgen.batch.rows.header import column_message
from speechgen.batch.rows.records import no_record, record_row
from speechgen.batch.rows.table import Row
from speechgen.batch.rows.text_file import LONGEST_LINE, TextFile, is_cut, skip_line
from speechgen.source.diagnostic import Diagnostic, SpeechgenError
from speechgen.source.json_text import DECODER, TwiceError
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

_BLANK = re.compile(r"[ \t\r\n]*")
_CHUNK = 2**18  # characters
LENIENT = json.JSONDecoder()  # finds the end of an object in which a key stands twice
_BAD = (json.JSONDecodeError, TwiceError, RecursionError)


class Found(NamedTuple):
    """One value, and where it begins."""

    place: Place
    value: Any


class JsonTable(ABC):
    """See :class:`speechgen.batch.rows.table.Table`."""

    columns: tuple[str, ...] = ()

    def __init__(self, file: TextFile) -> None:
        self.source = file.name
        self._file = file
        try:
            next(self._values(), None)
        except ReadingStopped as stopped:
            raise SpeechgenError([stopped.diagnostic]) from None

    @abstractmethod
    def _values(self) -> Iterator[Found]:
        """Every value in order, a fault in its stead; raises :class:`ReadingStopped`."""

    def rows(self) -> Iterator[Row]:
        """Every row in order; each call reads the source anew."""
        number, line = 0, 0
        try:
            for number, (place, value) in enumerate(self._values(), 1):
                line = place.line
                if isinstance(value, dict):
                    yield record_row(number, self, value, place)
                elif isinstance(value, Diagnostic):
                    yield Row(number, line, {}, (value,))
                else:
                    yield no_record(number, place)
        except ReadingStopped as stopped:
            yield Row(number + 1, line, {}, (stopped.diagnostic,))
        except (OSError, UnicodeError) as error:
            message = say("the file cannot be read: {reason}", reason=str(error))
            yield Row(number + 1, line, {}, (fault("E105", message, Place(self.source, line)),))

    def place(self, line: int, column: str = "") -> Place:
        """Where a value stands; only the line where it shares its line with another row."""
        found = Place(self.source, line, 1)
        text = self._text_of(line) if line and column else ""
        offset = _key(text, column)
        if offset is None:
            return found
        down, start = text.count("\n", 0, offset), text.rfind("\n", 0, offset) + 1
        length = len(json.dumps(column, ensure_ascii=False))
        return Place(self.source, line + down, offset - start + 1, length)

    def _text_of(self, line: int) -> str:
        """What follows from the beginning of a line, as far as rows are long."""
        text = ""
        for more in self._file.lines_from(line):
            text += more
            if len(text) > _CHUNK:
                break
        return text

    def cell(self, line: int, column: str) -> Message:
        """What a reader calls a cell."""
        return column_message(column)


def _key(text: str, wanted: str) -> int | None:
    """Where a key of the first object stands, unless a second one is on the same line."""
    position, first, nearest = text.find("{"), wanted.partition(".")[0], None
    try:
        _, end = LENIENT.raw_decode(text, max(position, 0))
        if position < 0 or "{" in text[end:].split("\n", 1)[0]:
            return None
        position += 1
        while True:
            start = after_blanks(text, position)
            key, position = DECODER.raw_decode(text, start)
            if key == wanted:
                return start
            nearest = start if key == first else nearest
            _, position = DECODER.raw_decode(text, _after_sign(text, position, ":"))
            position = _after_sign(text, position, ",")
    except (*_BAD, IndexError):
        return nearest


def after_blanks(text: str, position: int) -> int:
    """The first position from one on where no blank stands."""
    found = _BLANK.match(text, position)
    return found.end() if found else position


def _after_sign(text: str, position: int, sign: str) -> int:
    position = after_blanks(text, position)
    if text[position] != sign:
        raise IndexError
    return after_blanks(text, position + 1)


def wrong_json(error: Exception, place: Place) -> Diagnostic:
    """Why a value cannot be read (E721)."""
    if isinstance(error, TwiceError):
        return fault("E721", say("'{key}' stands here a second time", key=error.key), place)
    if isinstance(error, json.JSONDecodeError):
        return fault("E721", say("not JSON: {reason}", reason=error.msg), place)
    return fault("E721", say("this is nested too deep, or the file has too many entries"), place)


class JsonLines(JsonTable):
    """A file with one object a line; blank lines are passed over."""

    def _values(self) -> Iterator[Found]:
        with self._file.open() as text:
            for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE), ""), 1):
                place = Place(self.source, number, 1)
                if is_cut(line):
                    skip_line(text)
                    yield Found(place, fault("E713", TOO_LONG, place))
                elif line.strip():
                    yield self._read(place, line)

    def _read(self, place: Place, line: str) -> Found:
        try:
            return Found(place, DECODER.decode(line))
        except _BAD as error:
            column = getattr(error, "colno", 1)
            return Found(place, wrong_json(error, place._replace(column=column)))
