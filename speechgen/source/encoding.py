"""Bytes that should be UTF-8 text, and which encoding they look like where they are not."""

from pathlib import Path

from speechgen.source.diagnostic import fail
from speechgen.source.messages import say
from speechgen.source.place import Place


def decode(data: bytes, name: str) -> str:
    """UTF-8 bytes as text, without a byte order mark; E103 says which encoding it looks like."""
    wrong = data.find(b"\0")  # no text holds it, but UTF-16 does
    if wrong < 0:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            wrong = error.start
    place, encoding = Place(name, data.count(b"\n", 0, wrong) + 1, 1), likely_encoding(data)
    if encoding is None:
        if Path(name).suffix.lower() in _DOCUMENTS:
            fail("E103", say("this is not a text file"), Place(name), _GIVE_THE_OUTLINE)
        fail("E103", say("this is not a text file"), place, _WRITE_ONE)
    shown = _NAMES.get(encoding, "UTF-16")
    message = say("the file is not UTF-8; it looks like {encoding}", encoding=shown)
    fail("E103", message, place, _SAVE_AS_UTF8)


_DOCUMENTS = (".docx", ".doc", ".wps", ".wpt", ".dotx", ".pdf", ".odt", ".rtf")
_GIVE_THE_OUTLINE = say("give the outline, a .yaml file; 'speechgen new' writes one to begin with")
_SAVE_AS_UTF8 = say("save the file as UTF-8: in Notepad or WPS “Save as”, encoding UTF-8")
_WRITE_ONE = say("outlines, templates and layouts are plain text, as Notepad writes it")
_NAMES = {"gb18030": "GBK (GB18030)", "big5": "Big5"}
# Frequent hanzi, simplified and traditional: a text that was wrongly decoded has few of them.
_FREQUENT = frozenset("的一是在不了有和人中大上我以要到地为為国國这這个個时時来來们們说說会會")


def likely_encoding(data: bytes) -> str | None:
    """The codec of bytes that are not UTF-8, as far as one can tell; ``None`` if of none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    codecs = ("utf-16-le", "utf-16-be") if b"\0" in data else ("gb18030", "big5")
    texts = {codec: _decoded(data, codec) for codec in codecs}
    found = {codec: len(_FREQUENT.intersection(text)) for codec, text in texts.items() if text}
    return max(found, key=found.__getitem__, default=None)


def _decoded(data: bytes, encoding: str) -> str:
    """Bytes as a text that could have been typed, or nothing."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    typed = all(char.isprintable() or char in "\r\n\t\u3000" for char in text)
    return text if typed else ""
