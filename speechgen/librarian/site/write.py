"""A site written into a folder: only over what an earlier site left there, each file whole."""

import json
import os
import re
from hashlib import file_digest, sha256
from pathlib import Path

from speechgen.librarian.site.index import index_page
from speechgen.librarian.site.pages import (
    directives_page,
    genres_page,
    layouts_page,
    template_page,
)
from speechgen.librarian.site.shell import page
from speechgen.library.library import Library
from speechgen.source.diagnostic import Report, SpeechgenError, fail
from speechgen.source.files import fail_to_write, write_whole
from speechgen.source.messages import say
from speechgen.source.names import is_reserved
from speechgen.source.opening import open_plain
from speechgen.source.place import Place
from speechgen.source.version import __version__

LIST = "site.json"  # the pages of the site with their digests: what may be written over
_SAFE = re.compile(r"[\w-]{1,80}")
_PATH = re.compile(r"(templates/)?[\w-]+\.html")  # what a list may name
_MOST_LISTED = 10_000_000  # bytes


def write_site(library: Library, folder: Path) -> tuple[int, Report]:
    """Write the pages of a library; how many there are, and what kept some out as warnings.

    Raises :class:`SpeechgenError` before anything is written: E333 if something stands in the way
    that no earlier site wrote, or that was changed since.
    """
    report = Report()
    pages = _pages(library, report)
    known = _listed(folder)
    digests = {path: sha256(data).hexdigest() for path, data in pages.items()}
    _spare(folder, known, digests)
    for inner in (folder, folder / "templates"):
        _make(inner)
    for path in sorted(pages, key=lambda path: path == "index.html"):  # the way in comes last
        _list(folder, known := {**known, path: digests[path]})
        write_whole(folder / path, pages[path])
    for path in known.keys() - pages.keys():
        (folder / path).unlink(missing_ok=True)
    _list(folder, digests)
    return len(pages), report


def _pages(library: Library, report: Report) -> dict[str, bytes]:
    """Every page by its path; a template that cannot be read has none."""
    found: dict[str, bytes] = {}
    addresses: dict[str, str] = {}
    for name in library.template_names:
        try:
            template = library.template(name)
        except SpeechgenError as error:
            report.take(error)
            continue
        addresses[name] = f"templates/{_file(name)}.html"
        body = template_page(library, template)
        found[addresses[name]] = page(library, name, body, "../")
    try:
        assert library.directives is not None
    except SpeechgenError as error:
        report.take(error)
    found["layouts.html"] = page(library, str(say("layouts")), layouts_page(library))
    found["directives.html"] = page(library, str(say("directives")), directives_page(library))
    found["genres.html"] = page(library, str(say("genres")), genres_page(library))
    found["index.html"] = page(library, "", index_page(library, addresses))
    return found


def _file(name: str) -> str:
    """A file's name that every system takes, and no two templates share."""
    if _SAFE.fullmatch(name) and not is_reserved(name) and name == name.casefold():
        return name
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{re.sub('[^a-z0-9]', '', name.casefold())[:20]}-{digest}"


def _listed(folder: Path) -> dict[str, str]:
    """What an earlier site wrote here, with digests; nothing where none did."""
    try:
        with open_plain(folder / LIST) as file:
            said = json.loads(file.read(_MOST_LISTED))
    except (OSError, ValueError):
        return {}
    pages = said.get("pages") if isinstance(said, dict) else None
    if not isinstance(pages, dict):
        return {}
    return {
        path: digest
        for path, digest in pages.items()
        if _PATH.fullmatch(path) and isinstance(digest, str)
    }


def _spare(folder: Path, known: dict[str, str], pages: dict[str, str]) -> None:
    """Refuse to write, or to take away, what is not as an earlier site left it (E333)."""
    report = Report()
    for path in sorted({*known, *pages}):
        found = _digest(folder / path)
        if found not in (None, known.get(path), pages.get(path)):
            message = say("this file was not made by speechgen, or was changed since")
            hint = say("choose another folder with -o, or move the file away")
            report.error("E333", message, Place(str(folder / path)), hint)
    report.check()


def _digest(path: Path) -> str | None:
    """The digest of a plain file; ``None`` if nothing is there, empty for anything else."""
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or path.parent.is_symlink():
        return ""
    try:
        with open_plain(path) as file:
            return file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _make(folder: Path) -> None:
    if folder.name == "templates" and folder.is_symlink():
        message = say("this is a link; a site is written into folders of its own")
        fail("E333", message, Place(str(folder)), say("choose another folder with -o"))
    try:
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        fail_to_write(folder, error)


def _list(folder: Path, pages: dict[str, str]) -> None:
    """Note what the site consists of."""
    text = json.dumps({"speechgen": __version__, "pages": dict(sorted(pages.items()))}, indent=1)
    write_whole(folder / LIST, f"{text}\n".encode())
