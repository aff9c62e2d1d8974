"""Directive ledgers (引文台账): quotations with their sources, named by an id."""

from pathlib import Path
from typing import Any

from speechgen.library.inside import Reader, files_in
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import say
from speechgen.source.nodes import Scalar
from speechgen.source.record import Record
from speechgen.source.schema import Choice, Field, ListOf, Shape, Text
from speechgen.source.yaml_file import read_library_yaml

STATUSES = ("public-domain", "published", "internal", "made-up")


class Directive(Record):
    """One quotation: its words with their end mark, who said them, where they stand."""

    id: str
    text: str
    source: str
    status: str
    speaker: str = ""
    at: str = ""
    link: str = ""
    note: str = ""


_ENTRY = Shape(
    (
        Field("id", "", Text(), required=True),
        Field("text", "", Text(), required=True),
        Field("speaker", "", Text()),
        Field("source", "", Text(), required=True),
        Field("at", "", Text()),
        Field("status", "", Choice({word: word for word in STATUSES}), required=True),
        Field("link", "", Text()),
        Field("note", "", Text()),
    )
)


def load_ledgers(folder: Path, read: Reader) -> dict[str, Directive]:
    """Every directive of the ledgers (``*.yaml``) in a folder, by id.

    ``read`` gives the text of a file. Raises :class:`SpeechgenError` with every fault of every
    ledger; E304 for an id used twice.
    """
    report = Report()
    found: dict[str, Directive] = {}
    for path in files_in(folder, ".yaml"):
        try:
            text = read(path)
        except SpeechgenError as error:
            report.take(error)
            continue
        node = read_library_yaml(text, str(path), report)
        entries = ListOf(_ENTRY).read(node, report) if node is not None else ()
        for entry in entries or ():
            _add(entry, found, report)
    report.check()
    return found


def _add(entry: dict[str, Any] | None, found: dict[str, Directive], report: Report) -> None:
    if entry is None or entry["id"] is None or entry["text"] is None:
        return
    key = entry["id"]
    if key.text in found:
        report.error("E304", say("the directive '{id}' stands twice", id=key.text), key.place)
        return
    texts = {
        name: value.text if isinstance(value, Scalar) else value or ""
        for name, value in entry.items()
    }
    found[key.text] = Directive(**texts)
