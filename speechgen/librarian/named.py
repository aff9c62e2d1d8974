"""The library that a command line names: a folder, or one in git as an outline would have it."""

from speechgen.library.library import Library, open_library
from speechgen.library.lock import HeededLock
from speechgen.outline.model import Outline
from speechgen.settings.load import find_settings
from speechgen.source.diagnostic import Report
from speechgen.source.reference import Reference, ReferenceKind
from speechgen.source.yaml_file import read_yaml
from speechgen.speech import library_of, lock_file


def is_reference(name: str) -> bool:
    """Whether ``{git: …}`` is meant, and no folder."""
    return name.lstrip().startswith("{")


def read_reference(name: str) -> Reference | None:
    """The reference that a text of the command line is; raises what is wrong with it."""
    report = Report()
    node = read_yaml(name, "--library", report)
    found = ReferenceKind().read(node, report) if node is not None else None
    report.check()
    return found


def open_named(name: str, report: Report) -> Library:
    """Open a library to look at it: the lock of this folder is heeded, and not added to.

    Raises what :func:`open_library` and :func:`library_of` raise; warnings go into ``report``.
    """
    if not is_reference(name):
        return open_library(name, report=report)
    outline = Outline("outline.yaml", library=read_reference(name))  # any in this folder
    settings = find_settings(outline.file)
    return library_of(outline, settings, report, HeededLock(lock_file(outline.file, settings)))
