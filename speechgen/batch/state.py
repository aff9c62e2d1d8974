"""What earlier runs left: each document, what it was made from, what it was like when written.

Kept in SQLite in the folder of the output (``.speechgen/state.sqlite``), a row a document, written
as the run goes on: whatever ends a run, the next one knows what is there.
"""

import errno
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from speechgen.batch.seal import Seal
from speechgen.source.diagnostic import fail
from speechgen.source.files import fail_to_write
from speechgen.source.messages import say
from speechgen.source.place import Place

_VERSION = 3
_TABLES = """
CREATE TABLE documents (
  name TEXT PRIMARY KEY, row INTEGER, status TEXT, inputs BLOB, patterns TEXT, stamp TEXT,
  digest TEXT, line INTEGER, size INTEGER, length INTEGER, seconds REAL, identity TEXT, found TEXT,
  wording TEXT, makeup BLOB, maker TEXT, run INTEGER
);
CREATE INDEX by_row ON documents (run, row);
CREATE TABLE runs (run INTEGER PRIMARY KEY, started TEXT, ended TEXT);
"""
_SEALS = """
CREATE TABLE IF NOT EXISTS seals (
  run INTEGER PRIMARY KEY, asked TEXT, paths TEXT, content TEXT, told TEXT, differing BLOB
)
"""


class Known(NamedTuple):
    """What is known of a document.

    ``inputs`` is the digest of what it was made from, empty if it has to be made again;
    ``patterns`` that of what was searched for in it; ``stamp`` what the output said of the file
    when it was written (size and time, or the like), ``digest`` is of its bytes then. From ``line``
    on it is what the report tells: ``identity`` and ``found``, diagnostics and leaks, as JSON; the
    latter is empty where there are none. ``maker`` is the outline that asked for it.
    """

    name: str
    row: int
    status: str
    inputs: bytes
    patterns: str
    stamp: str
    digest: str
    line: int
    size: int
    length: int
    seconds: float
    identity: str
    found: str
    wording: str = ""
    makeup: bytes = b""
    maker: str = ""


class State:
    """The documents of an output. Raises E761 if another run is at work there, E51x if it cannot
    be written.

    ``at_once`` tells that documents are there only once :meth:`keep` is called: until then nothing
    is remembered.
    """

    def __init__(self, path: Path | None, at_once: bool = False) -> None:
        self._path = path
        self._at_once = at_once
        self._data = _open(path)
        try:
            last = self._data.execute("SELECT max(run) FROM runs").fetchone()[0]
        except BaseException:
            _let_go(self._data)
            raise
        self.run: int = (last or 0) + 1

    @property
    def stopped(self) -> int:
        """The last of the earlier runs that did not come to its end; 0 if all did."""
        asked = "SELECT max(run) FROM runs WHERE ended IS NULL AND run < ?"
        return self._data.execute(asked, (self.run,)).fetchone()[0] or 0

    def begin(self, started: str) -> None:
        """A run begins."""
        self._write("INSERT INTO runs (run, started) VALUES (?, ?)", [(self.run, started)])
        if self._at_once:
            self._data.execute("BEGIN")

    def seal(self, seal: Seal, told: str, differing: bytes) -> None:
        """Remember what this run was made from, and what it told; earlier seals are void."""
        said = (self.run, seal.asked, json.dumps(seal.paths), seal.content, told, differing)
        self._write("DELETE FROM seals WHERE run < ?", [(self.run,)])
        self._write("INSERT OR REPLACE INTO seals VALUES (?, ?, ?, ?, ?, ?)", [said])

    def sealed(self) -> tuple[Seal, str, bytes] | None:
        """What was sealed by the last of all runs, and what it told."""
        found = self._data.execute(
            "SELECT asked, paths, content, told, differing FROM seals WHERE run = ?",
            (self.run - 1,),
        ).fetchone()
        if found is None:
            return None
        asked, paths, content, told, differing = found
        return Seal(asked, tuple(json.loads(paths)), content), told, differing

    def stamps_of_last(self, together: int) -> Iterator[tuple[list[str], list[str]]]:
        """Names and stamps of the documents of the last run, some at a time."""
        asked = "SELECT name, stamp FROM documents WHERE run = ?"
        found = self._data.cursor().execute(asked, (self.run - 1,))
        while rows := found.fetchmany(together):
            yield [name for name, _ in rows], [stamp for _, stamp in rows]

    def repeat(self, started: str, ended: str) -> None:
        """A run that finds all as the last one left it, from its beginning to its end."""
        run, last = self.run, self.run - 1
        self._data.execute("BEGIN")
        self._write(
            "INSERT INTO runs (run, started, ended) VALUES (?, ?, ?)", [(run, started, ended)]
        )
        self._write(_AGAIN, [(run, last)])
        self._write("UPDATE seals SET run = ? WHERE run = ?", [(run, last)])
        self.keep()

    def keep(self) -> None:
        """The documents are there: what was put here is true from now on."""
        if self._data.in_transaction:
            self._data.execute("COMMIT")

    def find(self, names: list[str]) -> dict[str, Known]:
        """What is known of some documents."""
        return {known.name: known for known, _ in self._found(names)}

    def met_since(self, names: list[str], run: int) -> set[str]:
        """Those of some documents that this run, or a later one, came to."""
        return {known.name for known, met in self._found(names) if met >= run}

    def _found(self, names: list[str]) -> Iterator[tuple[Known, int]]:
        marks = ",".join("?" * len(names))
        found = self._data.execute(
            f"SELECT {_COLUMNS}, run FROM documents WHERE name IN ({marks})",  # noqa: S608 # only marks
            names,
        )
        return ((Known._make(row[:-1]), row[-1]) for row in found)

    def put(self, documents: Iterable[Known]) -> None:
        """Remember documents as they are now, all of them or none."""
        self._write(_PUT, [(*known, self.run) for known in documents])

    def meet(self, documents: Iterable[Known]) -> None:
        """Remember that documents are as they were, and what of their rows may have changed."""
        met = [(one.row, one.status, one.line, one.maker, self.run, one.name) for one in documents]
        self._write(_MEET, met)

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        try:
            self._write_all(statement, rows)
        except sqlite3.OperationalError as error:
            if self._at_once and self._path is not None:
                _tell_if_sound(error, self._path)
                fail_to_write(self._path, OSError(errno.EACCES, str(error)))
            self._go_elsewhere()
            self._write_all(statement, rows)

    def _write_all(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """All rows or none; inside a transaction, too."""
        try:
            self._data.execute("SAVEPOINT part")
            self._data.executemany(statement, rows)
            self._data.execute("RELEASE part")
        except BaseException:
            with suppress(sqlite3.Error):
                self._data.execute("ROLLBACK TO part")
                self._data.execute("RELEASE part")
            raise

    def _go_elsewhere(self) -> None:
        """Go on in a temporary database, where the disk is full or may no longer be written to.

        So the run can end and tell what it did. The next one does not know of it, and looks at the
        documents themselves.
        """
        there = sqlite3.connect("", isolation_level=None)
        self._data.backup(there)
        self._data.close()
        self._data = there

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
        self._write("DELETE FROM documents WHERE name = ?", [(name,) for name in names])

    def end(self, ended: str) -> None:
        """The run came to its end: every row was met."""
        self._write("UPDATE runs SET ended = ? WHERE run = ?", [(ended, self.run)])

    def close(self) -> None:
        """Let go of the file."""
        _let_go(self._data)


_COLUMNS = ", ".join(Known._fields)
_PUT = f"INSERT OR REPLACE INTO documents VALUES ({', '.join('?' * len(Known._fields))}, ?)"  # noqa: S608
_MEET = "UPDATE documents SET row = ?, status = ?, line = ?, maker = ?, run = ? WHERE name = ?"
_AGAIN = "UPDATE documents SET status = 'unchanged', run = ? WHERE run = ?"
_SYSTEM = {
    "SQLITE_FULL": errno.ENOSPC,
    "SQLITE_IOERR": errno.EIO,
    "SQLITE_READONLY_DIRECTORY": errno.EACCES,
}


def _open(path: Path | None) -> sqlite3.Connection:
    """The tables: made anew where there are none, where the file is damaged or not ours.

    What is remembered can be found out again, so nothing is lost with it but time.
    """
    if path is None:
        return _connected(":memory:")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _connected(str(path))
        except sqlite3.DatabaseError as error:
            _tell_if_sound(error, path)
            for file in (path, Path(f"{path}-journal")):
                file.unlink(missing_ok=True)
            return _connected(str(path))
    except OSError as error:
        fail_to_write(path, error)
    except sqlite3.Error as error:
        _tell_if_sound(error, path)
        raise


def _tell_if_sound(error: sqlite3.Error, path: Path) -> None:
    """Raise what is no fault of the file: it is in use (E761), or cannot be written (E51x)."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = say("another batch is at work in this folder")
        hint = say("wait until it is done, or choose another with -o")
        fail("E761", message, Place(str(path)), hint)
    number = next((number for start, number in _SYSTEM.items() if name.startswith(start)), None)
    if number is not None:
        fail_to_write(path, OSError(number, os.strerror(number)))


def _connected(path: str) -> sqlite3.Connection:
    """An open file that nobody else can open; raises ``DatabaseError`` if it is no such one."""
    data = sqlite3.connect(path, timeout=0.5, isolation_level=None)
    try:
        data.execute("PRAGMA locking_mode=EXCLUSIVE")
        data.execute("PRAGMA synchronous=OFF")  # a crash of the system may cost a run's knowledge
        data.execute("PRAGMA journal_mode=TRUNCATE")
        data.execute("BEGIN EXCLUSIVE")
    except BaseException:
        data.close()
        raise
    try:
        _check(data)
        data.execute("COMMIT")
    except BaseException:
        _let_go(data)
        raise
    return data


def _let_go(data: sqlite3.Connection) -> None:
    """Close a file that is ours, and leave no journal beside it."""
    try:
        with suppress(sqlite3.Error):
            data.rollback()
    finally:  # whatever interrupts it
        with suppress(sqlite3.Error):
            data.execute("PRAGMA journal_mode=DELETE")
        data.close()


def _check(data: sqlite3.Connection) -> None:
    """Make the tables in a new file; refuse one of another version, or damaged."""
    tables = data.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    (version,) = data.execute("PRAGMA user_version").fetchone()
    if not tables:
        for statement in filter(str.strip, _TABLES.split(";")):
            data.execute(statement)
        data.execute(f"PRAGMA user_version = {_VERSION}")
    elif version != _VERSION:
        raise sqlite3.DatabaseError("another version")
    elif data.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")
    else:
        data.execute(f"SELECT {_COLUMNS}, run FROM documents LIMIT 0")  # noqa: S608
        data.execute("SELECT run, started, ended FROM runs LIMIT 0")
    data.execute(_SEALS)  # what was made before there were any is as good
