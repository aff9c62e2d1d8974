"""A JSON file that is one list of objects, decoded one by one: the list is never held."""

import json
from collections.abc import Iterator
from io import TextIOWrapper

from speechgen.batch.rows.cells import TOO_LONG, ReadingStopped, fault
from speechgen.batch.rows.json_rows import LENIENT, Found, JsonTable, after_blanks, wrong_json
from speechgen.batch.rows.text_file import LONGEST_LINE
from speechgen.source.json_text import DECODER, TwiceError
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

_CHUNK = 2**18  # characters


class JsonList(JsonTable):
    """See :class:`speechgen.batch.rows.table.Table`."""

    def _values(self) -> Iterator[Found]:
        with self._file.open() as text:
            yield from _Stream(text, self.source).values()


class _Stream:
    """Reads a text as far as needed, and knows where it is."""

    def __init__(self, text: TextIOWrapper, file: str) -> None:
        self._text = text
        self._file = file
        self._held = ""
        self._position = 0
        self._line = self._column = 1

    def values(self) -> Iterator[Found]:
        """Every item in order; raises :class:`ReadingStopped`."""
        if self._sign() != "[":
            message = say("a JSON file of rows holds one list: {example}", example="[{…}, {…}]")
            raise ReadingStopped(fault("E720", message, self._place(), _ONE_A_LINE))
        self._advance(1)
        wanted = self._sign() != "]"
        while wanted:
            yield self._item()
            sign = self._sign()
            if sign not in (",", "]"):
                self._stop(say("a comma, or a bracket that closes the list, is missing here"))
            wanted = sign == ","
            self._advance(int(wanted))
            self._sign()
        self._advance(1)
        if self._sign():
            self._stop(say("something follows the list"))

    def _item(self) -> Found:
        place = self._place()
        while True:
            try:
                value, end = DECODER.raw_decode(self._held, self._position)
            except TwiceError as error:
                value, end = wrong_json(error, place), self._end()
            except json.JSONDecodeError as error:
                read = error.pos - self._position
                if self._more():
                    continue
                self._advance(read)
                raise ReadingStopped(wrong_json(error, self._place())) from None
            except RecursionError as error:
                raise ReadingStopped(wrong_json(error, place)) from None
            if end and (end < len(self._held) or not self._more()):
                self._advance(end - self._position)
                return Found(place, value)

    def _end(self) -> int:
        """Where the object ends that begins here; 0 if it is not held to its end."""
        try:
            return LENIENT.raw_decode(self._held, self._position)[1]
        except json.JSONDecodeError:
            return 0

    def _sign(self) -> str:
        """The next character that is no blank; nothing at the end of the text."""
        while True:
            self._advance(after_blanks(self._held, self._position) - self._position)
            if self._position < len(self._held):
                return self._held[self._position]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on; whether there was more. No row may be longer than any line."""
        self._held = self._held[self._position :]
        self._position = 0
        more = self._text.read(max(_CHUNK, len(self._held)))
        self._held += more
        if len(self._held) > LONGEST_LINE:
            raise ReadingStopped(fault("E713", TOO_LONG, self._place()))
        return bool(more)

    def _advance(self, count: int) -> None:
        end = self._position + count
        breaks = self._held.count("\n", self._position, end)
        self._line += breaks
        last = self._held.rfind("\n", self._position, end)
        self._column = end - last if breaks else self._column + count
        self._position = end

    def _place(self) -> Place:
        return Place(self._file, self._line, self._column)

    def _stop(self, message: Message) -> None:
        raise ReadingStopped(fault("E721", message, self._place()))


_ONE_A_LINE = say("one object a line goes into a .jsonl file")
