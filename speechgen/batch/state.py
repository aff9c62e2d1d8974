"""What earlier runs left: each document, what it was made from, what it was like when written.

Kept in SQLite in the folder of the output (``.speechgen/state.sqlite``), a row a document, written
as the run goes on: whatever ends a run, the next one knows what is there.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from speechgen.source.diagnostic import fail
from speechgen.source.messages import say
from speechgen.source.place import Place

_VERSION = 1
_TABLES = """
CREATE TABLE documents (
  name TEXT PRIMARY KEY, row INTEGER, status TEXT, inputs BLOB, patterns TEXT, stamp TEXT,
  digest TEXT, entry TEXT, wording TEXT, makeup BLOB, run INTEGER
) WITHOUT ROWID;
CREATE INDEX by_row ON documents (run, row);
CREATE TABLE runs (run INTEGER PRIMARY KEY, started TEXT, ended TEXT);
"""


class Known(NamedTuple):
    """What is known of a document.

    ``inputs`` is the digest of what it was made from, empty if it has to be made again;
    ``patterns`` that of what was searched for in it; ``stamp`` what the output said of the file
    when it was written (size and time, or the like), ``digest`` is of its bytes then; ``entry`` is
    the rest of its entry in the report, as JSON.
    """

    name: str
    row: int
    status: str
    inputs: bytes
    patterns: str
    stamp: str
    digest: str
    entry: str
    wording: str = ""
    makeup: bytes = b""


class State:
    """The documents of an output. Raises E761 if another run is at work there."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._data = self._open(path)
        last = self._data.execute("SELECT max(run) FROM runs").fetchone()[0]
        self.run: int = (last or 0) + 1

    def _open(self, path: Path | None) -> sqlite3.Connection:
        """The tables, made anew where there are none, or where a damaged file stands."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connected(path)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                _busy(path)
            raise
        except sqlite3.DatabaseError:
            if path is None:
                raise
            path.unlink(missing_ok=True)
            return self._connected(path)

    def _connected(self, path: Path | None) -> sqlite3.Connection:
        data = sqlite3.connect(path or ":memory:", timeout=0.5, isolation_level=None)
        data.execute("PRAGMA locking_mode=EXCLUSIVE")
        data.execute("PRAGMA synchronous=OFF")  # a crash of the system may cost a run's knowledge
        data.execute("PRAGMA journal_mode=TRUNCATE")
        data.execute("BEGIN EXCLUSIVE")
        version = data.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            for (name,) in data.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall():
                data.execute(f'DROP TABLE "{name}"')
            for statement in filter(str.strip, _TABLES.split(";")):
                data.execute(statement)
            data.execute(f"PRAGMA user_version = {_VERSION}")
        data.execute("COMMIT")
        return data

    def begin(self, started: str) -> None:
        """A run begins."""
        self._data.execute("INSERT INTO runs (run, started) VALUES (?, ?)", (self.run, started))

    def find(self, names: list[str]) -> dict[str, Known]:
        """What is known of some documents."""
        marks = ",".join("?" * len(names))
        found = self._data.execute(
            f"SELECT {_COLUMNS} FROM documents WHERE name IN ({marks})",  # noqa: S608 # only marks
            names,
        )
        return {known.name: known for known in map(Known._make, found)}

    def put(self, documents: Iterable[Known]) -> None:
        """Remember documents as they are now, all of them or none."""
        rows = [(*known, self.run) for known in documents]
        self._data.execute("BEGIN")
        try:
            self._data.executemany(_PUT, rows)
            self._data.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._data.execute("ROLLBACK")
            raise

    def of_run(self) -> Iterator[Known]:
        """The documents of this run in the order of their rows."""
        found = self._data.cursor().execute(
            f"SELECT {_COLUMNS} FROM documents WHERE run = ? ORDER BY row",  # noqa: S608
            (self.run,),
        )
        return map(Known._make, found)

    def names_of(self, rows: set[int]) -> dict[int, str]:
        """The documents of some rows of this run."""
        marks = ",".join("?" * len(rows))
        found = self._data.execute(
            f"SELECT row, name FROM documents WHERE run = ? AND row IN ({marks})",  # noqa: S608
            [self.run, *rows],
        )
        return dict(found.fetchall())

    def earlier(self) -> Iterator[Known]:
        """The documents that this run has not met."""
        found = self._data.cursor().execute(
            f"SELECT {_COLUMNS} FROM documents WHERE run < ? ORDER BY name",  # noqa: S608
            (self.run,),
        )
        return map(Known._make, found)

    def forget(self, names: list[str]) -> None:
        """These documents are no longer there."""
        self._data.executemany("DELETE FROM documents WHERE name = ?", [(name,) for name in names])

    def end(self, ended: str) -> None:
        """The run is over."""
        self._data.execute("UPDATE runs SET ended = ? WHERE run = ?", (ended, self.run))

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._data.execute("PRAGMA journal_mode=DELETE")  # takes the journal away
        self._data.close()


_COLUMNS = ", ".join(Known._fields)
_PUT = "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _busy(path: Path | None) -> None:
    message = say("another batch is at work in this folder")
    fail("E761", message, Place(str(path)), say("wait until it is done, or choose another with -o"))
