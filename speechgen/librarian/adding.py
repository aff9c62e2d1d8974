"""A library for a project: into its settings, and into its lock."""

from pathlib import Path
from typing import NamedTuple

from speechgen.library.address import address_of, shown_address
from speechgen.library.library import Library
from speechgen.library.lock import Lock, NewLock
from speechgen.library.manifest import FILE as MANIFEST
from speechgen.library.revision import list_remote, versions_of
from speechgen.outline.model import Outline
from speechgen.settings.load import FILE, find_settings
from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import read_text, write_whole
from speechgen.source.messages import say
from speechgen.source.nodes import Mapping, Scalar, Source
from speechgen.source.opening import is_plain_file
from speechgen.source.place import Place
from speechgen.source.reference import GitLibrary, Reference
from speechgen.source.traps import in_quotes
from speechgen.source.yaml_file import read_yaml
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
    lock = NewLock(lock_file(outline.file, named))
    library = library_of(outline, named, report, lock)
    new = _with_line(text, f"library: {_written(reference)}", file)
    for entry in lock.entries.values():
        Lock(lock.file).add(entry, Place(FILE), report)
    write_whole(file, new.encode())
    return Added(library, file)


def _with_line(text: str, line: str, file: Path) -> str:
    """The settings with one more line; E343 where they are not written line by line."""
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    new = f"{text}{line}{end}"
    report = Report()
    node = read_yaml(new, str(file), report)
    if report.failed or not isinstance(node, Mapping) or node.flow:
        message = say("one more line does not fit into this file")
        fail("E343", message, Place(str(file)), say("write it in yourself: {line}", line=line))
    return new


def _reference(address: str, rev: str, path: str, project: Path) -> Reference:
    folder = project / address
    plain = is_plain_file(folder / MANIFEST) and not (folder / ".git").exists()
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
    newest = max(releases)
    major, minor = (*newest.release, 0)[:2]
    return f"~={newest.epoch}!{major}.{minor}" if newest.epoch else f"~={major}.{minor}"


def _same(folder: Path | None, other: Path) -> bool:
    return folder is not None and folder.resolve() == other.resolve()


def _scalar(text: str) -> Scalar:
    """A text that will stand in the settings."""
    return Scalar(text, Place(FILE), Source("", text), 0, len(text), None)


def _written(reference: Reference) -> str:
    if not isinstance(reference, GitLibrary):
        return in_quotes(reference.text)
    said = {"git": shown_address(reference.git)}
    said |= {"rev": reference.rev.text} if reference.rev else {}
    said |= {"path": reference.path.text} if reference.path else {}
    return "{" + ", ".join(f"{key}: {in_quotes(value)}" for key, value in said.items()) + "}"
