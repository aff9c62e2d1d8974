"""Documents in a store that fsspec knows: ``s3://bucket/folder``, ``memory://folder``."""

import asyncio
import atexit
import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from threading import get_ident
from typing import Any, Never
from urllib.parse import unquote, urlsplit, urlunsplit

from speechgen.batch.output import TEMPORARY, File, Folder, Output
from speechgen.source.diagnostic import Diagnostic, Severity, SpeechgenError, fail
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.word.read import State as Found
from speechgen.word.read import document_state

# Stores that show a file only when it is there as a whole; in all others it is renamed into place.
_WHOLE = frozenset("s3 s3a gs gcs abfs abfss az adl oss obs cos memory".split())
_TOLD = ("state.sqlite", "report.json", "report.html")
_CHANGES = ("ETag", "etag", "mtime", "LastModified", "last_modified", "created")


def open_remote(url: str) -> tuple[Output, Path]:
    """The output of a URL, and a folder of this machine for report and state.

    Raises E764 if the URL is of no use or a package is missing.
    """
    try:
        import fsspec
    except ModuleNotFoundError:
        hint = say("pip install 'speechgen[remote]'")
        fail("E764", say("writing to a URL needs the package fsspec"), Place(shown(url)), hint)
    if not url.partition("://")[2].strip("/"):
        message = say("the URL names no place in the store")
        fail("E764", message, Place(url), say("write a bucket too: s3://bucket/folder"))
    if url.startswith("file://"):
        folder = Path(fsspec.core.url_to_fs(url)[1])
        return Folder(folder), folder
    output = RemoteOutput(url)
    output.check()
    room = Path(mkdtemp(prefix="speechgen-batch-"))
    atexit.register(rmtree, room, ignore_errors=True)
    return output, room


def shown(url: str) -> str:
    """A URL without what is nobody's business: user and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))


class RemoteOutput:
    """A folder of a store. Each process opens the store for itself: it does not survive a fork."""

    linked = at_once = False

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self.shown = shown(url)
        protocol = url.partition("://")[0].rpartition(":")[2]
        self.shared = protocol != "memory"  # which each process has for itself
        self._whole = protocol in _WHOLE
        self._opened: tuple[int, Any, str] | None = None
        self._stamps: dict[str, str] | None = None

    def __reduce__(self) -> tuple[type["RemoteOutput"], tuple[str]]:
        return RemoteOutput, (self._url,)

    def check(self) -> None:
        """Raise E764 if the store cannot be opened at all."""
        try:
            self._store()
        except Exception as error:  # of whatever package reads such URLs
            self._refuse(error)

    def _refuse(self, error: Exception) -> Never:
        message = say("the store cannot be used: {reason}", reason=_reason(error, self._url))
        fail("E764", message, Place(self.shown), say("look at the URL and at the rights you have"))

    def _store(self) -> tuple[Any, str]:
        """The file system, and the path of the folder in it."""
        if self._opened is None or self._opened[0] != os.getpid():
            from fsspec.core import url_to_fs

            options = {"skip_instance_cache": True, "use_listings_cache": False}
            store, path = url_to_fs(self._url, **options, **_patience(self._url))
            self._opened = (os.getpid(), store, str(path).rstrip("/"))
        return self._opened[1:]

    def begin(self, room: Path) -> None:
        """Learn what is there, and fetch what earlier runs left to be remembered."""
        try:
            store, folder = self._store()
            store.makedirs(folder, exist_ok=True)
            found = store.find(folder, detail=True)
            self._stamps = {
                path[len(folder) :].lstrip("/"): _stamp(about) for path, about in found.items()
            }
            state = room / TEMPORARY / _TOLD[0]
            state.parent.mkdir(parents=True, exist_ok=True)
            if f"{TEMPORARY}/{_TOLD[0]}" in self._stamps:
                state.write_bytes(store.cat_file(f"{folder}/{TEMPORARY}/{_TOLD[0]}"))
        except Exception as error:
            self._refuse(error)

    def clear(self) -> None:
        """Nothing to do: what is not whole has no name there, or is overwritten."""

    def hold(self, name: str) -> None:
        """Nothing to do: it is there."""

    def end(self, earlier: Iterable[str]) -> None:
        """Nothing to do."""

    def publish(self, room: Path) -> None:
        """Bring report and state to the documents; raises E514 if that fails."""
        store, folder = self._store()
        try:
            for name in _TOLD:
                inside = f"{TEMPORARY}/{name}" if name == _TOLD[0] else name
                if (room / inside).is_file():
                    store.pipe_file(f"{folder}/{inside}", (room / inside).read_bytes())
        except Exception as error:
            raise self._fault(_TOLD[1], error) from error
        finally:
            rmtree(room, ignore_errors=True)

    def stamps(self, names: list[str]) -> list[str]:
        """Size, and the checksum or time that the store tells."""
        if self._stamps is None:  # in a worker
            return self._asked(names)
        return [self._stamps.get(name, "") for name in names]

    def _asked(self, names: list[str]) -> list[str]:
        """The stamps as the store tells them now, all asked at once where it can be."""
        store, folder = self._store()
        paths = [f"{folder}/{name}" for name in names]
        if getattr(store, "async_impl", False):
            from fsspec.asyn import sync

            async def ask() -> list[Any]:
                infos = (store._info(path) for path in paths)
                return await asyncio.gather(*infos, return_exceptions=True)

            return [_stamp(found) for found in sync(store.loop, ask)]
        return [_stamp(_info(store, path)) for path in paths]

    def state(self, name: str) -> Found:
        """Whether somebody edited a document in the store."""
        with TemporaryDirectory() as folder:
            copy = Path(folder, "document.docx")
            copy.write_bytes(self._read(name))
            return document_state(copy)

    def digest(self, name: str) -> str:
        """The SHA-256 of a document's bytes."""
        return sha256(self._read(name)).hexdigest()

    def _read(self, name: str) -> bytes:
        store, folder = self._store()
        try:
            data: bytes = store.cat_file(f"{folder}/{name}")
        except Exception as error:
            raise self._fault(name, error) from error
        return data

    def write(self, files: Iterable[File]) -> "list[str | SpeechgenError]":
        """All at once where the store can; where that fails, one after the other."""
        files = list(files)
        store, folder = self._store()
        if not self._whole:
            return [self._write(file) for file in files]
        try:
            store.pipe({f"{folder}/{file.name}": file.data for file in files})
        except Exception:  # one of them, or all: each tells for itself
            return [self._write(file) for file in files]
        return list(self._asked([file.name for file in files]))

    def _write(self, file: File) -> "str | SpeechgenError":
        store, folder = self._store()
        target = f"{folder}/{file.name}"
        try:
            if self._whole:
                store.pipe_file(target, file.data)
            else:
                temporary = f"{folder}/{TEMPORARY}/{os.getpid()}-{get_ident()}.tmp"
                store.makedirs(temporary.rpartition("/")[0], exist_ok=True)
                store.makedirs(target.rpartition("/")[0], exist_ok=True)
                store.pipe_file(temporary, file.data)
                store.mv(temporary, target)
            return _stamp(store.info(target))
        except Exception as error:  # of whatever package; told for this document
            return self._fault(file.name, error)

    def _fault(self, name: str, error: Exception) -> SpeechgenError:
        message = say("the file cannot be written: {reason}", reason=_reason(error, self._url))
        place = Place(f"{self.shown}/{name}")
        return SpeechgenError([Diagnostic(Severity.ERROR, "E514", message, place)])

    def remove(self, name: str) -> None:
        """Remove a document."""
        store, folder = self._store()
        try:
            store.rm_file(f"{folder}/{name}")
        except Exception as error:
            raise self._fault(name, error) from error


def _patience(url: str) -> dict[str, Any]:
    """What keeps a store that does not answer from being waited for during minutes."""
    if url.partition("://")[0] not in ("s3", "s3a"):
        return {}
    from fsspec.config import conf

    own = conf.get("s3", {}).get("config_kwargs", {})
    return {"config_kwargs": {"connect_timeout": 4, "retries": {"max_attempts": 2}, **own}}


def _info(store: Any, path: str) -> Any:
    try:
        return store.info(path)
    except Exception as error:
        return error


def _stamp(about: Any) -> str:
    """Size and what changes with a file; nothing if it is not there."""
    if not isinstance(about, dict) or about.get("type") == "directory":
        return ""
    change = next((str(about[key]) for key in _CHANGES if about.get(key)), "")
    return f"{about.get('size', '')}:{change}"


def _reason(error: Exception, url: str) -> str:
    """What a package says, on one line and without a password."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    for secret in _secrets(url):
        said = said.replace(secret, "…")
    return said[:300]


def _secrets(url: str) -> list[str]:
    """What of a URL must not be told, longest first: user, password, query, as typed or decoded."""
    parts = urlsplit(url)
    user = parts.netloc.rpartition("@")[0]
    typed = {user, *user.split(":"), parts.query, *re.findall("=([^&]+)", parts.query)}
    found = {secret for one in typed for secret in (one, unquote(one))}
    return sorted(filter(None, found), key=len, reverse=True)
