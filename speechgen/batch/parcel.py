"""A job on its way to a machine that does not have the library: its files travel along."""

import atexit
import shutil
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from speechgen.batch.result import Result
from speechgen.batch.work import Job
from speechgen.layout.model import Layout
from speechgen.library.library import Library, open_library
from speechgen.library.manifest import FILE as MANIFEST
from speechgen.library.manifest import read_manifest
from speechgen.outline.model import Outline
from speechgen.source.diagnostic import fail
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.source.version import __version__
from speechgen.speech import Speech

_FOLDERS = ("sections", "directives")
_MARK = "speechgen-parcel-"


class Parcel(NamedTuple):
    """What a speech is compiled from.

    ``libraries`` are the library, the one it builds on and so on, but the one that ships: each as
    bytes of its files by their paths.
    """

    version: str
    outline: Outline
    libraries: tuple[Mapping[str, bytes], ...]
    layout: Layout
    remember: bool

    def open(self) -> Speech:
        """Compile the speech here; raises E765 where speechgen is of another version."""
        if self.version != __version__:
            message = say(
                "a worker has speechgen {theirs}, this is {ours}",
                theirs=__version__,
                ours=self.version,
            )
            fail("E765", message, None, say("install the same version on every machine"))
        return Speech(self.outline, self._library(), self.layout, self.remember)

    def _library(self) -> Library:
        library = open_library()
        if self.libraries:
            folder = Path(mkdtemp(prefix=_MARK))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            for number, files in reversed(list(enumerate(self.libraries))):
                library = _unpacked(files, folder / str(number), library)
        return library


def _unpacked(files: Mapping[str, bytes], folder: Path, base: Library) -> Library:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    manifest = folder / MANIFEST
    library = Library(folder, read_manifest(manifest.read_text("utf-8-sig"), manifest))
    library.base = base  # whatever it says: that travelled too
    return library


class TravellingSpeech:
    """Stands for a speech inside a job while that is pickled; a speech comes out of it."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def __reduce__(self) -> tuple[object, tuple[Parcel]]:
        return Parcel.open, (self._parcel,)

    @cached_property
    def _parcel(self) -> Parcel:
        speech = self._speech
        own = tuple(_files(one) for one in speech.library.chain if one.base is not None)
        return Parcel(__version__, speech.outline, own, speech.layout, speech.remember)


def travelling(job: Job) -> Job:
    """The job as it can be unpacked on a machine that shares no disk with this one."""
    return job._replace(speech=TravellingSpeech(job.speech))  # type: ignore[arg-type]


def at_home(file: str, library: Library) -> str:
    """A file's name as it is here, if it names one that was unpacked elsewhere."""
    _, mark, rest = file.partition(_MARK)
    number, _, inside = rest.replace("\\", "/").partition("/")[2].partition("/")
    return str(library.chain[int(number)].folder / inside) if mark and inside else file


def brought_home(result: Result, library: Library) -> Result:
    """A result whose places in the library are named as they are here."""

    def home(place: Place | None) -> Place | None:
        return place and place._replace(file=at_home(place.file, library))

    found = tuple(
        one._replace(place=home(one.place), trace=tuple(filter(None, map(home, one.trace))))
        for one in result.diagnostics
    )
    leaks = tuple(leak._replace(place=home(leak.place)) for leak in result.leaks)
    return result._replace(diagnostics=found, leaks=leaks)


def _files(library: Library) -> dict[str, bytes]:
    """The files of a library that rendering draws on."""
    found = {MANIFEST: (library.folder / MANIFEST).read_bytes()}
    for folder in _FOLDERS:
        for path in sorted((library.folder / folder).glob("*")):
            if path.is_file() and library.holds(path):
                found[f"{folder}/{path.name}"] = path.read_bytes()
    return found
