"""Files that nothing uses: often a name mistyped."""

from pathlib import Path

from speechgen.expand.template import Templates
from speechgen.expand.uses import included_files
from speechgen.library.inside import files_in
from speechgen.library.library import Library
from speechgen.library.template import SUFFIX
from speechgen.source.diagnostic import Report
from speechgen.source.messages import LANGUAGES, Message, say
from speechgen.source.place import Place


def check_files(library: Library, report: Report) -> None:
    """Warn of each file in the library's folders that is none of its parts (W329)."""
    for folder, ending in (("layouts", ".yaml"), ("directives", ".yaml"), ("outlines", ".yaml")):
        for path in _files(library.folder / folder):
            if not path.name.endswith(ending):
                _unused(path, say("its name must end in {ending}", ending=ending), report)
    skeletons = {f"{g.name}.{language}.yaml" for g in library.genres for language in LANGUAGES}
    for path in _files(library.folder / "genres"):
        if path.name not in skeletons:
            hint = say(
                "name its genre in library.yaml, and the file GENRE.zh.yaml or GENRE.en.yaml"
            )
            _unused(path, hint, report)
    included = included_files(Templates(library))
    for path in _files(library.folder / "sections"):
        if not path.name.endswith(SUFFIX) and included is not None and path.name not in included:
            hint = say("a template's name ends in {ending}; other files must be included by one",
                       ending=SUFFIX)  # fmt: skip
            _unused(path, hint, report)


def _files(folder: Path) -> list[Path]:
    """What lies in a folder, without hidden files, which are other programs', and what is read."""
    return [path for path in files_in(folder, "") if not path.name.startswith((".", "README"))]


def _unused(path: Path, hint: Message, report: Report) -> None:
    report.warning("W329", say("nothing uses this file"), Place(str(path)), hint)
