"""The version of a library kept in git: raised when a contract changed since the last release."""

from pathlib import Path

from speechgen.librarian.check.released import Release, last_release
from speechgen.library.changes import Change, compare_contracts
from speechgen.library.contract import Contract
from speechgen.library.git import GitError
from speechgen.library.library import Library
from speechgen.library.versions import is_below, is_version, least_version
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import say


def check_versions(library: Library, report: Report) -> None:
    """Report each change since the newest version tag that the version does not tell of.

    E322 for what breaks outlines, W323 for the rest; W332 if git cannot tell. A library that lies
    in no repository, or that no tag has yet, has nothing to compare with.
    """
    if not _in_repository(library.folder) or not is_version(library.version):
        return
    try:
        release = last_release(library.folder)
    except GitError as error:
        message = say("git cannot tell what was released: {reason}", reason=error.reason)
        report.warning("W332", message, library.manifest.version.place, _TAGS)
        return
    if release is not None:
        _compare(library, release, report)


_TAGS = say("a clone for the check needs the tags: git clone without --depth, or git fetch --tags")


def _in_repository(folder: Path) -> bool:
    here = folder.resolve()
    return any((above / ".git").exists() for above in (here, *here.parents))


def _compare(library: Library, release: Release, report: Report) -> None:
    """What was taken from below counts as it is there now: only the library's own doing is told."""
    own, released = set(library.own_templates), set(release.contracts)
    before = _contracts(library.base, own - released) | release.contracts
    now = _contracts(library, own | released)
    changes = compare_contracts(before, now)
    least = least_version(release.version, changes)
    if changes and is_below(library.version, least):
        for change in changes:
            _report(change, library, release, least, report)


def _contracts(library: Library | None, names: set[str]) -> dict[str, Contract]:
    """The contracts of those templates that a library has, as far as they can be read."""
    found: dict[str, Contract] = {}
    if library is None:
        return found
    for name in names.intersection(library.template_names):
        try:
            found[name] = library.template(name).contract
        except SpeechgenError:  # told with the templates
            continue
    return found


def _report(change: Change, library: Library, release: Release, least: str, report: Report) -> None:
    place = change.place or library.manifest.version.place
    message = say(
        "{change} since {tag}, but the version is still {version}",
        change=change.message,
        tag=release.tag,
        version=library.version,
    )
    if change.breaks:
        hint = say("outlines that were right may be refused: raise the version to {least}",
                   least=least)  # fmt: skip
        report.error("E322", message, place, hint)
    else:
        report.warning("W323", message, place, say("raise the version to {least}", least=least))
