"""A text file of any size: which encoding it has, and where its lines begin."""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from speechgen.source.diagnostic import Report, fail
from speechgen.source.encoding import likely_encoding
from speechgen.source.files import fail_to_read
from speechgen.source.messages import say
from speechgen.source.place import Place

LONGEST_LINE = 8 * 2**20  # characters; 10,000 columns of 800 characters fit
_CHUNK = 2**18  # bytes read at a time, and how far apart the known lines are
_SAMPLE = 2**18  # bytes that the kind of file is guessed from
_ENOUGH = 10_000  # characters to tell encodings apart by
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Compiled when first used, which takes 8 ms and is rare.
_HANZI = "[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]"
_BYTES = "[\udc80-\udcff]"  # how a byte is read that is no character


class TextFile:
    """A file whose encoding is known. A byte that is no character reads as a surrogate."""

    def __init__(self, path: Path, name: str, encoding: str, marks: list[tuple[int, int]]) -> None:
        self.path = path
        self.name = name
        self._encoding = encoding
        self._marks = marks  # line numbers, each with the byte where the line begins

    def open(self) -> TextIOWrapper:
        """The text from its beginning; line breaks as they are."""
        return self._open(0)

    def _open(self, start: int) -> TextIOWrapper:
        encoding = "utf-8-sig" if self._encoding == "utf-8" and not start else self._encoding
        errors = "strict" if encoding == "utf-16" else "surrogateescape"
        file = self.path.open("rb")
        file.seek(start)
        return TextIOWrapper(file, encoding, errors, newline="")

    def lines_from(self, line: int) -> Iterator[str]:
        """The lines from one on, found without reading all that is before it."""
        number, start = self._marks[bisect_right(self._marks, (line, 2**63)) - 1]
        with self._open(start) as text:
            read = iter(lambda: text.readline(LONGEST_LINE), "")
            yield from islice(read, line - number, None)


def is_cut(line: str) -> bool:
    """Whether a line goes on because it is longer than any may be."""
    return len(line) == LONGEST_LINE and not line.endswith(("\n", "\r"))


def skip_line(text: TextIOWrapper) -> None:
    """Pass over the rest of a line that was cut."""
    while is_cut(text.readline(LONGEST_LINE)):
        pass


def open_text(path: Path, name: str, report: Report) -> TextFile:
    """A file as text: UTF-8, GB18030, or UTF-16 with its mark; what is not UTF-8 is told (W701).

    Raises E703 for a file in another encoding, or that is no text.
    """
    try:
        encoding, marks = _recognise(path, name)
    except OSError as error:
        fail_to_read(Place(name), error)
    if encoding != "utf-8":
        shown = {"gb18030": "GB18030 (GBK)", "utf-16": "UTF-16"}[encoding]
        message = say("the file is {encoding}, and is read as such", encoding=shown)
        report.warning("W701", message, Place(name), say("UTF-8 is safer: “Save as”, CSV UTF-8"))
    return TextFile(path, name, encoding, marks)


def _recognise(path: Path, name: str) -> tuple[str, list[tuple[int, int]]]:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if sample.startswith(_UTF16):
        if not _is_all(path, "utf-16"):
            fail("E703", say("the file is UTF-16, but parts of it are not"), Place(name), _SAVE)
        return "utf-16", [(1, 0)]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 8 and controls * 20 > len(sample):
        fail("E703", say("this is not a text file"), Place(name), _SAVE)
    marks, is_utf8 = _marks(path)
    return "utf-8" if is_utf8 else _not_all_utf8(path, name, sample), marks


def _is_all(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _marks(path: Path) -> tuple[list[tuple[int, int]], bool]:
    """Some lines with the bytes where they begin, one a chunk; and whether all of it is UTF-8."""
    decoder, is_utf8 = codecs.getincrementaldecoder("utf-8")(), True
    marks, line, start, last = [(1, 0)], 1, 0, b""
    for chunk in _chunks(path):
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if last == b"\r" and chunk.startswith(b"\n"):
            line -= 1  # the two are one line break
        end = chunk.find(b"\n") + 1
        if end:
            marks.append((line + _breaks(chunk[:end]), start + end))
        line, start, last = line + _breaks(chunk), start + len(chunk), chunk[-1:]
    if is_utf8:
        try:
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            is_utf8 = False
    return marks, is_utf8


def _breaks(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


class _Tally(NamedTuple):
    """What a file would hold if it were of an encoding."""

    hanzi: int
    wrong: int

    def likely(self, ratio: int) -> bool:
        """Whether what does not fit may be damage: no more than one in so many characters."""
        return self.wrong * ratio <= self.hanzi


def _tally(path: Path, encoding: str) -> _Tally:
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    hanzi = wrong = 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        hanzi += len(re.findall(_HANZI, text))
        wrong += len(re.findall(_BYTES, text))
        if hanzi + wrong > _ENOUGH:
            break
    return _Tally(hanzi, wrong)


def _not_all_utf8(path: Path, name: str, sample: bytes) -> str:
    """GB18030, or UTF-8 with damage in it."""
    if _tally(path, "utf-8").likely(4):
        return "utf-8"
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    if likely_encoding(whole_lines) == "big5":
        message = say("the file is not UTF-8; it looks like {encoding}", encoding="Big5")
        fail("E703", message, Place(name), _SAVE)
    if _tally(path, "gb18030").likely(20):  # which takes almost anything
        return "gb18030"
    fail("E703", say("the file is neither UTF-8 nor GB18030"), Place(name), _SAVE)


_SAVE = say("save it as UTF-8; in Excel or WPS: “Save as”, CSV UTF-8, or give the .xlsx file")
