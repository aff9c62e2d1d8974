"""What each kind of change does to an outline; ``APPLY`` has them all."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from speechgen.librarian.migrations.names import Names
from speechgen.librarian.migrations.step import Data, Step, is_expression
from speechgen.librarian.migrations.uses import field_of
from speechgen.librarian.migrations.write import as_typed, field_written
from speechgen.outline.format import OUTLINE
from speechgen.outline.kinds import WHEN_KEYS
from speechgen.source.edit import Edit, replaced
from speechgen.source.messages import say
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, is_empty, texts_of

_BY_HAND = say("the library does not say what to write instead; see its README")


def _rename_template(step: Step) -> None:
    old, new = step.change.old, step.change.new
    for use in step.uses():
        if use.name.text in old:
            step.edit(replaced(use.name, old.counterpart(use.name.text, new), use.flow))


def _rename_field(step: Step) -> None:
    old, new = step.change.old, step.change.new
    for data in step.data():
        if isinstance(data.node, Mapping):
            _rename_key(step, data, old, new)
        elif is_expression(data.node) and step.change.path:
            assert isinstance(data.node, Scalar)
            message = say(
                "these entries come from an expression; '{old}' in them is now called '{new}'",
                old=str(old),
                new=str(new),
            )
            step.leave(data.node, message, say("rename it in the values"))
    _leave_expressions(step, old, new)


def _rename_key(step: Step, data: Data, old: Names, new: Names) -> None:
    assert isinstance(data.node, Mapping)
    present = next(
        (data.node.entries[name][0] for name in new.texts if name in data.node.entries), None
    )
    for name in old.texts:
        if name not in data.node.entries:
            continue
        key = data.node.entries[name][0]
        if present is not None:
            message = say(
                "'{old}' is now called '{new}', which is here as well", old=name, new=present.text
            )
            step.leave(key, message, say("keep one of them"))
        else:
            step.edit(replaced(key, old.counterpart(name, new), data.node.flow))


def _leave_expressions(step: Step, old: Names, new: Names) -> None:
    """``items[0].lead`` in a text of the block: whether it means this field, a person sees."""
    if not step.change.path:
        return
    called = "|".join(map(re.escape, old.texts))
    pattern = re.compile(rf"\.\s*({called})\b|\[\s*(['\"]+)({called})\2\s*\]")
    for use in step.uses():
        for scalar in texts_of(use.data):
            if is_expression(scalar) and pattern.search(scalar.text):
                message = say("'{old}' is now called '{new}'", old=str(old), new=str(new))
                step.leave(scalar, message, say("if this expression means it, rename it there"))


def _rename_word(step: Step) -> None:
    old, new = step.change.old.text, step.change.new.text
    for data in step.data():
        value = _value_of(step, data)
        if value is None:
            continue
        if value.text == old:
            flow = isinstance(data.node, Mapping) and data.node.flow
            step.edit(replaced(value, new, flow or data.use.flow))
        elif is_expression(value) and old in value.text:
            message = say("the word '{old}' is now '{new}'", old=old, new=new)
            step.leave(value, message, say("if this expression gives it, change it there"))


def _value_of(step: Step, data: Data) -> Scalar | None:
    field = step.change.field
    assert field is not None
    if isinstance(data.node, Scalar):
        return data.node if step.is_first(data, field) else None
    found = step.find(data, field)
    return found[1] if found and isinstance(found[1], Scalar) else None


def _change_default(step: Step) -> None:
    for data, field in _lacking(step):
        old = step.change.old
        if step.change.by_hand or not _write(step, data, field, old):
            message = say("the default of '{field}' is another now", field=field)
            before = say("to keep what it was, write {text}", text=f"{field}: {as_typed(old)}")
            step.leave(data.shown, message, before)


def _add_required(step: Step) -> None:
    for data, field in _lacking(step):
        if step.change.new is None or not _write(step, data, field, step.change.new):
            step.leave(data.shown, say("'{field}' must be given now", field=field))


def _write(step: Step, data: Data, field: str, value: Node) -> bool:
    """Write a field where it is not given; false if a person must."""
    edit = field_written(data.node, data.opener, field, value)
    if edit is not None:
        step.edit(edit)
    return edit is not None


def _lacking(step: Step) -> Iterator[tuple[Data, str]]:
    """Each place where the field is not given, with the name that it would have there."""
    names = step.change.field
    assert names is not None
    for data in step.data():
        if isinstance(data.node, Scalar) and not is_empty(data.node) and step.is_first(data, names):
            continue
        if isinstance(data.node, Sequence) and not _is_other_than_first_list(step, data, names):
            continue
        found = step.find(data, names)
        if found is None or is_empty(found[1]):
            yield data, _name_here(step, data, names)


def _is_other_than_first_list(step: Step, data: Data, names: Names) -> bool:
    fields = step.known.fields(data.use.name.text, *data.path)
    first = next((field for field in fields if field.type == "list"), None)
    wanted = step.known.names_of_field(data.use.name.text, data.path, names)
    return first is None or not {first.name, first.zh} & wanted


def _name_here(step: Step, data: Data, names: Names) -> str:
    """The name of a field in the language of the keys beside it."""
    known = step.known.names_of_field(data.use.name.text, data.path, names)
    keys = (
        [key for key, _ in data.node if key.text not in WHEN_KEYS]
        if isinstance(data.node, Mapping)
        else []
    )
    chinese = not (keys or [data.opener])[0].text.isascii()
    fitting = sorted(name for name in known if name.isascii() is not chinese)
    return (fitting or sorted(known))[0]


def _remove_template(step: Step) -> None:
    for use in step.uses():
        message = say("the library no longer has '{name}'", name=use.name.text)
        step.leave(use.name, message, _BY_HAND)


def _remove_field(step: Step) -> None:
    assert step.change.field is not None
    for data in step.data():
        found = step.find(data, step.change.field)
        if found is not None:
            message = say(
                "'{template}' no longer takes '{field}'",
                template=data.use.name.text,
                field=found[0].text,
            )
            step.leave(found[0], message, _BY_HAND)


def _decide(step: Step) -> None:
    for data in step.data():
        key = data.opener
        if step.change.field is not None:
            found = step.find(data, step.change.field)
            if found is None:
                continue
            key = found[0]
        step.leave(key, say("'{name}' is to be looked at", name=key.text))


def _layout(step: Step) -> Scalar | None:
    found = field_of(OUTLINE, step.root, "layout")
    return found[1] if found and isinstance(found[1], Scalar) else None


def _rename_layout(step: Step) -> None:
    named = _layout(step)
    if named is not None and named.text == step.change.old.text:
        step.edit(replaced(named, step.change.new.text, step.root.flow))


def _remove_layout(step: Step) -> None:
    named = _layout(step)
    assert step.change.thing is not None
    if named is not None and named.text == step.change.thing.text:
        step.leave(
            named, say("the library no longer has the layout '{name}'", name=named.text), _BY_HAND
        )


def _rename_directive(step: Step) -> None:
    old, new = step.change.old.text, step.change.new.text
    for scalar, start, end in _quoted(step, old):
        step.edit(Edit(scalar.start + start, scalar.start + end, new))
    named = {scalar.start: scalar for scalar in _references(step, old)}
    for scalar in named.values():
        step.edit(replaced(scalar, new, flow=True))
    for scalar in texts_of(step.root):
        if scalar.text == old and scalar.start not in named:
            message = say("the directive '{old}' is now called '{new}'", old=old, new=new)
            step.leave(scalar, message, say("if this text names it, change it here"))


def _remove_directive(step: Step) -> None:
    assert step.change.thing is not None
    name = step.change.thing.text
    message = say("the ledger no longer has '{name}'", name=name)
    for scalar in _references(step, name):
        step.leave(scalar, message, _BY_HAND)
    for scalar, _, _ in _quoted(step, name):
        step.leave(scalar, message, _BY_HAND)


def _references(step: Step, name: str) -> Iterator[Scalar]:
    """The data of blocks `directive` that name this directive."""
    for use in step.every_use():
        if use.name.text in ("directive", "引文"):
            data = use.data.entries if isinstance(use.data, Mapping) else {}
            values = [data[key][1] for key in ("ref", "引文号") if key in data]
            for node in [use.data, *values]:
                if isinstance(node, Scalar) and node.text == name:
                    yield node


def _quoted(step: Step, name: str) -> Iterator[tuple[Scalar, int, int]]:
    """Each ``directive('id')`` in an expression: the text, and where in it the id stands."""
    pattern = re.compile(rf"directive\s*\(\s*(\\?\"|'{{1,2}}){re.escape(name)}(?=\1)")
    conditions = {value.start for value in _conditions(step.root)}
    for scalar in texts_of(step.root):
        for found in pattern.finditer(scalar.typed):
            before = scalar.typed[: found.start()]
            opened = max(before.rfind("{{"), before.rfind("{%"))
            if opened > max(before.rfind("}}"), before.rfind("%}")) or scalar.start in conditions:
                yield scalar, found.end() - len(name), found.end()


def _conditions(node: Node) -> Iterator[Scalar]:
    """Every value of ``when``, which is an expression without braces."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _conditions(item)
    elif isinstance(node, Mapping):
        for key, value in node:
            if key.text in WHEN_KEYS and isinstance(value, Scalar):
                yield value
            yield from _conditions(value)


APPLY: dict[str, Callable[[Step], Any]] = {
    "rename_template": _rename_template,
    "rename_field": _rename_field,
    "rename_word": _rename_word,
    "rename_layout": _rename_layout,
    "rename_directive": _rename_directive,
    "change_default": _change_default,
    "add_required": _add_required,
    "remove_template": _remove_template,
    "remove_field": _remove_field,
    "remove_layout": _remove_layout,
    "remove_directive": _remove_directive,
    "decide": _decide,
}
