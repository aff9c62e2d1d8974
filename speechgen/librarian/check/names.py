"""Names: of files, templates and fields; each must be usable, and mean one thing."""

import re
from collections.abc import Iterator
from pathlib import Path

from speechgen.expand.template import RESERVED
from speechgen.library.contract import ContractField
from speechgen.library.inside import files_in
from speechgen.library.library import Library
from speechgen.library.template import SUFFIX, SectionTemplate
from speechgen.outline.kinds import WHEN_KEYS
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import Message, say
from speechgen.source.names import is_reserved
from speechgen.source.place import Place

_WORD = re.compile(r"\w[\w-]*")  # what an outline can write before a colon without quotes
_FOLDERS = {"sections": SUFFIX, "layouts": ".yaml", "directives": ".yaml", "genres": ".yaml"}


def check_names(library: Library, report: Report) -> None:
    """Report names that cannot be used (E328), and names that mean two things (E329)."""
    for folder, ending in _FOLDERS.items():
        _check_files(files_in(library.folder / folder, ending), ending, report)
    for template in _templates(library):
        _check_fields(template.contract.fields, report)
        _check_chinese(template, library, report)


def _templates(library: Library) -> Iterator[SectionTemplate]:
    """The library's own templates whose headers can be read."""
    for name in library.own_templates:
        try:
            yield library.template(name)
        except SpeechgenError:  # told with the templates
            continue


def _check_files(paths: list[Path], ending: str, report: Report) -> None:
    seen: dict[str, Path] = {}
    for path in paths:
        name = path.name.removesuffix(ending)
        if ending == SUFFIX:
            if not _WORD.fullmatch(name) or name in WHEN_KEYS:
                _unusable(name, Place(str(path)), _WORDS, report)
        elif not name.isprintable() or name != name.strip():
            _unusable(name, Place(str(path)), _WORDS, report)
        if is_reserved(name):
            _unusable(name, Place(str(path)), say("on Windows it names a device"), report)
        first = seen.setdefault(path.name.casefold(), path)
        if first != path:
            message = say(
                "'{first}' and '{second}' are one file on Windows and macOS",
                first=first.name,
                second=path.name,
            )
            report.error("E329", message, Place(str(path)), say("rename one of them"))


_WORDS = say("use letters, hanzi, digits, - and _, no blanks and no other signs")


def _unusable(name: str, place: Place | None, hint: Message, report: Report) -> None:
    report.error("E328", say("'{name}' cannot be used as a name here", name=name), place, hint)


def _check_fields(fields: tuple[ContractField, ...], report: Report) -> None:
    """Report fields that no outline can give or no template can name, and two of one name."""
    seen: dict[str, ContractField] = {}
    for field in fields:
        for name in dict.fromkeys(word for word in (field.name, field.zh) if word):
            if name in WHEN_KEYS:
                hint = say("it is the condition that every block and every entry takes")
                _unusable(name, field.place, hint, report)
            elif name in RESERVED:
                hint = say("it has a meaning of its own in templates")
                _unusable(name, field.place, hint, report)
            elif name in seen:
                message = say("two fields are called '{name}'", name=name)
                report.error("E329", message, field.place, say("rename one of them"))
            seen[name] = field
        if isinstance(field.of, tuple):
            _check_fields(field.of, report)


def _check_chinese(template: SectionTemplate, library: Library, report: Report) -> None:
    """Report a Chinese name that another template of the library, or of what is below, has."""
    zh = template.contract.zh
    if not zh:
        return
    place = _place_of_chinese(template, library)
    if not _WORD.fullmatch(zh) or zh in WHEN_KEYS or zh.isascii():
        hint = say("a Chinese name is a word in hanzi") if zh.isascii() else _WORDS
        _unusable(zh, place, hint, report)
    for name in library.template_names:
        if name == template.name:
            continue
        try:
            other = library.template(name).contract.zh
        except SpeechgenError:
            continue
        own = name in library.own_templates
        if zh == name or (zh == other and not (own and name > template.name)):
            message = say("two templates are called '{name}'", name=zh)
            hint = say("the other is {file}", file=library.template(name).file)
            report.error("E329", message, place, hint)


def _place_of_chinese(template: SectionTemplate, library: Library) -> Place | None:
    """Where the header says the Chinese name, as far as it says it on a line of its own."""
    lines = library.read(Path(template.file)).split("\n")
    for number, line in enumerate(lines[: template.body_line], 1):
        if line.startswith("zh:") and template.contract.zh in line:
            at = line.index(template.contract.zh)
            return Place(template.file, number, at + 1, len(template.contract.zh))
    return template.contract.place
