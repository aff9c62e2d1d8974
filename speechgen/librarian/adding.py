"""A library for a project: into its settings, and into its lock."""

from pathlib import Path
from typing import NamedTuple

from speechgen.library.address import address_of, shown_address
from speechgen.library.library import Library
from speechgen.library.lock import Lock
from speechgen.library.manifest import FILE as MANIFEST
from speechgen.library.revision import list_remote, versions_of
from speechgen.outline.model import Outline
from speechgen.settings.load import FILE, find_settings
from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import read_text, write_whole
from speechgen.source.messages import say
from speechgen.source.nodes import Scalar, Source
from speechgen.source.place import Place
from speechgen.source.reference import GitLibrary, Reference
from speechgen.speech import library_of, lock_file


class Added(NamedTuple):
    """The library, and the file of settings that names it."""

    library: Library
    settings: Path


def add_library(address: str, rev: str, path: str, project: Path, report: Report) -> Added:
    """Name a library in the ``speechgen.yaml`` of a project, and lock it if it is in git.

    ``address`` is a folder that is a library, or a repository. Without ``rev`` the newest version
    and those that are compatible with it are taken. Raises E343 if the project names one already,
    and what opening the library raises; nothing is written then.
    """
    file = project / FILE
    text = read_text(file) if file.exists() else ""
    settings = find_settings(project / "outline.yaml")
    if settings.library is not None and _same(settings.folder, project):
        of = settings.library
        place = (of.git if isinstance(of, GitLibrary) else of).place
        message = say("the project has a library already")
        fail("E343", message, place, say("edit this line, or take it out first"))
    reference = _reference(address, rev, path, project)
    named = settings._replace(library=reference, folder=project)
    outline = Outline(str(project / "outline.yaml"))
    library = library_of(outline, named, report, Lock(lock_file(outline.file, named)))
    line = f"library: {_written(reference)}\n"
    write_whole(
        file, f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}".encode()
    )
    return Added(library, file)


def _reference(address: str, rev: str, path: str, project: Path) -> Reference:
    folder = project / address
    plain = (folder / MANIFEST).is_file() and not (folder / ".git").exists()
    if plain and not rev and not path:
        return _scalar(address)
    git = _scalar(address)
    rev = rev or _newest(git, path, project)
    return GitLibrary(git, _scalar(rev) if rev else None, _scalar(path) if path else None)


def _newest(git: Scalar, path: str, project: Path) -> str:
    """A range with the newest release, or nothing if no tag is a version."""
    remote = list_remote(address_of(git, project), shown_address(git), None)
    releases = [one for one in versions_of(remote.tags, path) if not one.is_prerelease]
    if not releases:
        return ""
    major, minor = (*max(releases).release, 0)[:2]
    return f"~={major}.{minor}"


def _same(folder: Path | None, other: Path) -> bool:
    return folder is not None and folder.resolve() == other.resolve()


def _scalar(text: str) -> Scalar:
    """A text that will stand in the settings."""
    return Scalar(text, Place(FILE), Source("", text), 0, len(text), None)


def _written(reference: Reference) -> str:
    if not isinstance(reference, GitLibrary):
        return _quoted(reference.text)
    said = {"git": shown_address(reference.git)}
    said |= {"rev": reference.rev.text} if reference.rev else {}
    said |= {"path": reference.path.text} if reference.path else {}
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in said.items()) + "}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
