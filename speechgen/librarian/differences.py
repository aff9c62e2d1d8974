"""What is different between two versions of a library besides its contracts."""

from collections.abc import Iterator, Mapping

from speechgen.library.contract import Contract
from speechgen.library.library import Library
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import Message, say


def contracts_of(library: Library) -> dict[str, Contract]:
    """The contracts of all templates that can be read; what cannot is told by a build."""
    found = {}
    for name in library.template_names:
        try:
            found[name] = library.template(name).contract
        except SpeechgenError:
            continue
    return found


def other_differences(before: Library, after: Library) -> Iterator[Message]:
    """The version, the texts of templates whose contract tells nothing, layouts, directives."""
    if before.version != after.version:
        yield say("version {old} -> {new}", old=before.version, new=after.version)
    for name in before.template_names:
        if name in after.template_names and _body(before, name) != _body(after, name):
            yield say("the template '{template}' prints something else", template=name)
    for name, what in _compare(_layouts(before), _layouts(after)):
        if what == "added":
            yield say("the layout '{name}' was added", name=name)
        elif what == "removed":
            yield say("the layout '{name}' was removed", name=name)
        else:
            yield say("the layout '{name}' was changed", name=name)
    for name, what in _compare(_directives(before), _directives(after)):
        if what == "added":
            yield say("the directive '{name}' was added", name=name)
        elif what == "removed":
            yield say("the directive '{name}' was removed", name=name)
        else:
            yield say("the directive '{name}' has other words", name=name)


def _body(library: Library, name: str) -> str | None:
    try:
        return library.template(name).body
    except SpeechgenError:
        return None


def _layouts(library: Library) -> dict[str, str]:
    try:
        return {name: library.read(library.layout_path(name)) for name in library.layout_names}
    except SpeechgenError:
        return {}


def _directives(library: Library) -> dict[str, str]:
    try:
        return {name: one.text for name, one in library.directives.items()}
    except SpeechgenError:
        return {}


def _compare(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each name that is not the same in both: ``added``, ``removed`` or ``changed``."""
    for name in sorted({*old, *new}):
        if name not in old:
            yield name, "added"
        elif name not in new:
            yield name, "removed"
        elif old[name] != new[name]:
            yield name, "changed"
