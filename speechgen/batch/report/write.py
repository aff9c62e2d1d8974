"""The report written: rows one after the other, never all of them in memory."""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from speechgen.batch.report.html_page import Page
from speechgen.batch.report.json_file import JsonFile, Sink
from speechgen.batch.report.run import Entry, Run
from speechgen.source.files import WholeFile

JSON, HTML = "report.json", "report.html"


def write_report(
    run: Run, entries: Iterable[Entry], data: Sink | None = None, page: Sink | None = None
) -> None:
    """Write the report as JSON and as a page, going over the rows once; either may be left out."""
    parts: list[JsonFile | Page] = []
    if data is not None:
        parts.append(JsonFile(data, run))
    if page is not None:
        parts.append(Page(page, run))
    adders = [part.add for part in parts]
    for entry in entries:
        for add in adders:
            add(entry)
    for part in parts:
        part.end()


def write_report_files(folder: str | Path, run: Run, entries: Iterable[Entry]) -> None:
    """Write ``report.json`` and ``report.html`` into a folder, each whole or not at all.

    Raises :class:`SpeechgenError`, as :func:`speechgen.source.files.write_whole` does.
    """
    with WholeFile(Path(folder, JSON)) as data, WholeFile(Path(folder, HTML)) as page:
        write_report(run, entries, data, page)


def links(page: str | Path, folder: str | Path) -> str:
    """The way from the page to the documents' folder as a relative URL, or a whole one.

    It ends in ``/`` unless both are in one folder, when it is empty.
    """
    target = Path(folder).absolute()
    try:
        way = os.path.relpath(target, Path(page).absolute().parent)
    except ValueError:  # another drive of Windows
        return target.as_uri() + "/"
    return "" if way == os.curdir else quote(os.fsencode(Path(way).as_posix())) + "/"
