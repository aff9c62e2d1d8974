"""Where a batch goes: the output for its documents, and a folder for what is told about them."""

import os
from pathlib import Path
from typing import NamedTuple

from speechgen.batch.output import TEMPORARY, Folder, Output
from speechgen.batch.report.write import HTML
from speechgen.source.diagnostic import fail
from speechgen.source.messages import say
from speechgen.source.opening import is_folder
from speechgen.source.place import Place


class Destination(NamedTuple):
    """``output`` takes the documents, ``room`` the report, and in ``.speechgen`` the state.

    ``url`` is where the report is brought to from there, if the documents go to a store.
    """

    output: Output
    room: Path
    url: str = ""

    @property
    def state(self) -> Path:
        """The file that earlier runs are remembered in."""
        return self.room / TEMPORARY / "state.sqlite"

    @property
    def links(self) -> str | None:
        """The way from the report to the documents; ``None`` where nobody could follow it."""
        return "" if self.output.linked else None

    @property
    def report(self) -> str:
        """The report for people; the one for programs lies beside it."""
        return f"{self.url}/{HTML}" if self.url else str(self.room / HTML)


def open_destination(asked: str | Path | None, outline: str) -> Destination:
    """The output that was asked for: a folder, a ``.zip``, or a URL.

    Left out, it is a folder with the outline's stem, in the project's ``output`` folder or beside
    the outline. Raises E511 to E514 for what cannot be a folder, E764 for a URL of no use.
    """
    if asked is None:
        from speechgen.settings.load import find_settings

        beside = find_settings(outline).output or Path(outline).parent
        return _folder(beside / Path(outline).stem)
    if "://" in str(asked):
        from speechgen.batch.remote import open_remote

        output, room = open_remote(str(asked))
        return Destination(output, room, output.shown)
    path = Path(asked)
    if path.suffix.lower() == ".zip" and not is_folder(path):
        from speechgen.batch.archive import ZipOutput

        return Destination(ZipOutput(path), path.with_name(f"{path.stem}-report"))
    return _folder(path)


def _folder(path: Path) -> Destination:
    if os.path.lexists(path) and not is_folder(path):
        message = say("this is a file, not a folder")
        fail("E511", message, Place(str(path)), say("-o is a folder, or a file that ends in .zip"))
    return Destination(Folder(path), path)
