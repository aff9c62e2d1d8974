"""What is different between two versions of a library besides its contracts."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from speechgen.library.contract import Contract
from speechgen.library.library import Library
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import Message, say


class _Words(NamedTuple):
    """What is said of one thing that was added, removed or changed."""

    added: Message
    removed: Message
    changed: Message


_LAYOUTS = _Words(
    say("the layout '{name}' was added"),
    say("the layout '{name}' was removed"),
    say("the layout '{name}' was changed"),
)
_DIRECTIVES = _Words(
    say("the directive '{name}' was added"),
    say("the directive '{name}' was removed"),
    say("the directive '{name}' has other words"),
)


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
    yield from _named(_layouts(before), _layouts(after), _LAYOUTS)
    yield from _named(_directives(before), _directives(after), _DIRECTIVES)


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


def _named(old: Mapping[str, str], new: Mapping[str, str], words: _Words) -> Iterator[Message]:
    for name in sorted({*old, *new}):
        if name not in old:
            word = words.added
        elif name not in new:
            word = words.removed
        elif old[name] != new[name]:
            word = words.changed
        else:
            continue
        yield Message(word.template, (("name", name),))
