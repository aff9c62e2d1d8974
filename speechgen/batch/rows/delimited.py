"""CSV and its kin: the one door to Python's csv module."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from itertools import islice

from speechgen.batch.rows.cell_places import cell_place, open_quote
from speechgen.batch.rows.cells import MOST_CHARACTERS, TOO_LONG, ReadingStopped, fault
from speechgen.batch.rows.grid import Grid, Record
from speechgen.batch.rows.text_file import LONGEST_LINE, TextFile, is_cut, skip_line
from speechgen.source.diagnostic import Diagnostic, Report, fail
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

_SIGN_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # what Excel writes and obeys
_IN_QUOTES = re.compile('"[^"]*"')


class Delimited(Grid):
    """A table of a text file."""

    def __init__(self, file: TextFile, report: Report, delimiter: str = "") -> None:
        self._file = file
        self._skipped = 0  # lines before the header that say which sign parts the columns
        self._delimiter = delimiter or self._sniffed()
        super().__init__(file.name, report)

    def _check_header(self, top: Record, first: Record | None, report: Report) -> None:
        if self.header.width == 1 and "，" in self.header.names[0]:
            message = say("full-width commas part the columns here")
            fail("E706", message, self._at(top, 0), _HALF_WIDTH)
        super()._check_header(top, first, report)

    def _sniffed(self) -> str:
        """What parts the columns: as a first line ``sep=;`` says, else what the header has."""
        with self._file.open() as text:
            first = text.readline(LONGEST_LINE)
            said = _SIGN_LINE.fullmatch(first)
            if said:
                self._skipped = 1
                return said[1]
            while first and not first.strip():
                first = text.readline(LONGEST_LINE)
        header = _IN_QUOTES.sub("", first)
        return next((sign for sign in ",\t;" if sign in header), ",")

    def _records(self) -> Iterator[Record]:
        try:
            with self._file.open() as text:
                yield from self._read(_Feed(text, self._skipped))
        except (OSError, UnicodeError) as error:
            message = say("the file cannot be read: {reason}", reason=str(error))
            raise ReadingStopped(fault("E105", message, Place(self.source))) from None

    def _read(self, feed: "_Feed") -> Iterator[Record]:
        reader = csv.reader(feed, delimiter=self._delimiter, strict=True)
        while True:
            line, typed = feed.next_record()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(line, [], (self._fault(line, typed, error),), typed)
                feed.step_back()
            else:
                yield Record(line, cells, (), typed)

    def _fault(self, line: int, typed: Sequence[str], error: csv.Error) -> Diagnostic:
        """Why a record cannot be read: a quotation mark (E712), or too much of it (E713)."""
        if any(map(is_cut, typed)) or ("limit" in str(error) and len(typed) == 1):
            hint = say("a cell may hold {most} characters", most=MOST_CHARACTERS)
            return fault("E713", TOO_LONG, Place(self.source, line, 1), hint)
        index = open_quote(typed, self._delimiter)
        place = cell_place(self.source, line, typed, self._delimiter, index)
        message = say("the quotation mark at the beginning of this cell closes early or never")
        return fault("E712", message, place._replace(length=1), _QUOTES)

    def _at(self, record: Record, index: int) -> Place:
        return cell_place(self.source, record.line, record.typed, self._delimiter, index)

    def _again(self, line: int) -> Record:
        most = 1 + MOST_CHARACTERS // 100  # of the lines of one record, to look for a cell in
        return Record(line, [], (), list(islice(self._file.lines_from(line), most)))

    def _ragged_hint(self) -> Message:
        if any("，" in name for name in self.header.names):
            return _WIDE_COMMA
        return _QUOTE_COMMAS if self._delimiter == "," else super()._ragged_hint()


class _Feed:
    """The lines of a text for csv's reader; keeps those of a record, to tell of its faults."""

    def __init__(self, text: TextIOWrapper, skipped: int) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self._line = 1
        self._typed: list[str] = []
        for _ in range(skipped):
            next(self)

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self._typed.append(line)
        if is_cut(line):
            skip_line(self._text)
            raise csv.Error
        return line

    def next_record(self) -> tuple[int, list[str]]:
        """Begin a record: its line, and the list in which its lines will be."""
        self._line += len(self._typed)
        self._typed = []
        return self._line, self._typed

    def step_back(self) -> None:
        """Read the lines of a faulty record again but for the first: the fault may be in that."""
        self._again.extendleft(reversed(self._typed[1:]))
        self._typed = self._typed[:1]


_QUOTES = say(
    "close it at the end of the cell; inside, write each quotation mark twice, or Chinese “ ”"
)
_HALF_WIDTH = say("write half-width ones: place,leader")
_WIDE_COMMA = say("the header has a full-width comma ，; columns are parted by half-width ones")
_QUOTE_COMMAS = say("a cell with a comma in it stands in straight quotation marks")
