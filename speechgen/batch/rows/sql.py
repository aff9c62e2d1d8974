"""A database opened for reading; with :mod:`sql_rows` the one door to SQLAlchemy.

Nothing is ever written: a query must be one SELECT, a file of SQLite is opened for reading only,
and what another database began is rolled back.
"""

import re
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from sqlalchemy import (
    URL,
    Engine,
    Select,
    create_engine,
    inspect,
    literal_column,
    make_url,
    select,
    table,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from speechgen.source.diagnostic import fail
from speechgen.source.files import check_file
from speechgen.source.messages import Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|/\*.*?\*/""", re.DOTALL)
_READS = re.compile(r"[\s(]*(?:select|with|values|table)\b[^;]*;?\s*", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:insert|update|delete|merge|into)\b", re.IGNORECASE)
_NAME = re.compile(r"[^\s;'\"()]+")
_SECRET = re.compile("pass|pwd|secret|token|key|connect", re.IGNORECASE)


class Database(NamedTuple):
    """A database, what a reader is shown of its URL, and what must never be shown."""

    engine: Engine
    place: Place
    secrets: tuple[str, ...]

    def failed(self, error: Exception) -> Message:
        """What the database complains of, without passwords."""
        reason = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        for secret in self.secrets:
            reason = reason.replace(secret, "***")
        return say("the database says: {reason}", reason=reason[:300])


def open_database(text: str) -> Database:
    """The database of a URL; nothing is asked of it yet. Raises E725, and E101 for SQLite."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        fail("E725", say("this is no URL of a database"), None, _AS_IN)
    shown = URL.create(url.drivername, host=url.host, port=url.port, database=url.database)
    place = Place(unquote(shown.render_as_string()))  # without user, password and options
    open_it = _read_only_file if url.get_backend_name() == "sqlite" else _engine
    in_query = [str(value) for name, value in url.query.items() if _SECRET.search(name)]
    secrets = tuple(text for text in [url.password or "", *in_query] if text)
    return Database(open_it(url, place), place, secrets)


def _engine(url: URL, place: Place) -> Engine:
    try:
        return create_engine(url, poolclass=NullPool)
    except ModuleNotFoundError as error:
        name = error.name or "?"
        message = say("the driver of this database, {name}, is not installed", name=name)
        fail("E725", message, place, _DRIVER)
    except (SQLAlchemyError, TypeError, ValueError):
        message = say("no database is called '{name}'", name=url.drivername)
        fail("E725", message, place, _AS_IN)


def _read_only_file(url: URL, place: Place) -> Engine:
    """A file of SQLite that not even a query can change."""
    if not url.database or url.database == ":memory:":
        fail("E725", say("the URL names no file"), place, _AS_IN)
    path = Path(url.database)
    check_file(path)
    address = f"{path.resolve().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True)

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def checked_query(query: str, database: Database) -> str:
    """What to ask: the query if it only reads, or everything of the table that it names.

    Raises E726 for anything else, E727 for a table that is not there.
    """
    if _NAME.fullmatch(query):
        return _whole_table(query, database)
    bare = _QUOTED.sub(lambda found: " " if found[0][0] in "-/" else " x ", query)
    if not _READS.fullmatch(bare) or _WRITES.search(bare):
        fail("E726", say("this is not one query that only reads"), database.place, _ONE_SELECT)
    return query


def _whole_table(name: str, database: Database) -> str:
    schema, _, own = name.rpartition(".")
    try:
        found = inspect(database.engine)
        known = found.get_table_names(schema or None) + found.get_view_names(schema or None)
    except (SQLAlchemyError, sqlite3.Error) as error:
        fail("E727", database.failed(error), database.place)
    if own not in known:
        hint = near_miss(own, known) or say("the tables are: {names}", names="、".join(known[:20]))
        fail("E727", say("there is no table '{name}'", name=name), database.place, hint)
    everything: Select[Any] = select(literal_column("*")).select_from(
        table(own, schema=schema or None)
    )
    return str(everything.compile(database.engine))


_AS_IN = say("for example sqlite:///counties.db or postgresql+psycopg://user@host/database")
_DRIVER = say("install it, or name another driver in the URL, as in mysql+pymysql://")
_ONE_SELECT = say("write one SELECT (or WITH … SELECT), or the name of a table")
