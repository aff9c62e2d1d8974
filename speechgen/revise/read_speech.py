"""A file as the lines of a speech, whatever kind it is."""

from speechgen.revise.draft import Line
from speechgen.revise.read_text import decode_text, text_lines
from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import read_bytes
from speechgen.source.messages import say
from speechgen.source.place import Place


def read_speech(file: str, report: Report, given: bytes | None = None) -> list[Line]:
    """The lines of a speech; ``given`` is its content where that comes from elsewhere.

    Raises what :func:`read_bytes` does, E541 for a file that is no text, E543 for one without any.
    """
    data = read_bytes(file) if given is None else given
    lines = text_lines(decode_text(data, file), file, report)
    if not lines:
        fail("E543", say("there is no text in this file"), Place(file))
    return lines
