"""Layouts and ledgers: each must load."""

from speechgen.layout.load import load_layout
from speechgen.library.ledger import load_ledgers
from speechgen.library.library import Library
from speechgen.source.diagnostic import Report, SpeechgenError


def check_parts(library: Library, report: Report) -> None:
    """Report what is wrong with the library's own layouts and ledgers.

    An id that stands twice in its own ledgers is a fault (E304); one that the library below has too
    is put in its place, as a template of the same name is.
    """
    for name in library.own_layouts:
        try:
            load_layout(library.layout_path(name), *library.layout_folders, read=library.read)
        except SpeechgenError as error:
            report.take(error)
    load_ledgers(library.folder / "directives", library.read)
