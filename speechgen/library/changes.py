"""What changed between two versions of a library's contracts, and what that does to outlines."""

from collections.abc import Iterator, Mapping

from speechgen.library.contract import Contract, ContractField
from speechgen.source.messages import Message, say
from speechgen.source.nodes import Node, plain_data
from speechgen.source.place import Place
from speechgen.source.record import Record

# What may be written for the one may be written for the other: outlines go on as they are.
_LINES = ("word", "flag", "whole", "number", "date", "numbering", "choice")
_WIDER = {
    **dict.fromkeys(_LINES, ("text", "word", "body", "data")),
    "text": ("body", "data"),
    "body": ("data",),
    "list": ("data",),
    "whole": ("number", "text", "word", "body", "data"),
}


class Change(Record):
    """One change of a contract.

    ``field`` is empty where the template as a whole changed, ``items.lead`` for a field of an
    entry. ``breaks`` tells whether an outline that was right may be refused now, or read otherwise.
    ``place`` is where the new header says it; of what is gone, where the header begins, if it does.
    """

    kind: str
    template: str
    field: str
    breaks: bool
    message: Message
    place: Place | None = None


def compare_contracts(
    old: Mapping[str, Contract], new: Mapping[str, Contract]
) -> tuple[Change, ...]:
    """Every change from one version to the next, template by template, in order of their names."""
    found: list[Change] = []
    for name in sorted({*old, *new}):
        if name not in new:
            message = say("the template '{template}' was removed", template=name)
            found.append(Change("template-removed", name, "", True, message))
        elif name not in old:
            message = say("the template '{template}' was added", template=name)
            found.append(Change("template-added", name, "", False, message, new[name].place))
        else:
            found += _of_template(name, old[name], new[name])
    return tuple(found)


def _of_template(name: str, old: Contract, new: Contract) -> Iterator[Change]:
    if old.zh != new.zh:
        message = say(
            "the Chinese name of '{template}' was changed from '{old}' to '{new}'",
            template=name, old=old.zh, new=new.zh,
        )  # fmt: skip
        if not old.zh:
            message = say("'{template}' got the Chinese name '{new}'", template=name, new=new.zh)
        if old.zh and not new.zh:
            message = say("the Chinese name of '{template}', '{old}', was removed",
                          template=name, old=old.zh)  # fmt: skip
        yield Change("name-changed", name, "", bool(old.zh), message, new.place)
    for change in _Fields(name, "").compare(old.fields, new.fields):
        yield change if change.place else change._replace(place=new.place)


class _Fields:
    """Compares the fields of a template, or of the entries of one of its lists."""

    def __init__(self, template: str, outer: str) -> None:
        self._template = template
        self._outer = outer

    def compare(
        self, old: tuple[ContractField, ...], new: tuple[ContractField, ...]
    ) -> Iterator[Change]:
        """Every change of the fields, in the order of the new ones; what is gone comes first."""
        olds, news = ({field.name: field for field in fields} for fields in (old, new))
        added = {field.zh or field.name: field for field in new if field.name not in olds}
        for name, field in olds.items():
            if name not in news:
                yield self._gone(field, added.pop(field.zh, None) if field.zh else None)
        for field in new:
            if field.name in olds:
                yield from self._changed(olds[field.name], field)
            elif field in added.values():
                yield self._added(field)
        yield from self._order(old, new)

    def _change(self, kind: str, field: ContractField, breaks: bool, message: Message) -> Change:
        """A change of a field."""
        return Change(kind, self._template, self._path(field), breaks, message, field.place)

    def _path(self, field: ContractField) -> str:
        return f"{self._outer}.{field.name}" if self._outer else field.name

    def _gone(self, field: ContractField, now: ContractField | None) -> Change:
        """A field that is gone, or is called otherwise ``now``: its Chinese name is the same."""
        if now is not None:
            message = say(
                "'{field}' of '{template}' was renamed to '{new}'",
                new=now.name,
                field=self._path(field),
                template=self._template,
            )
            return self._change("field-renamed", field._replace(place=now.place), True, message)
        message = say(
            "'{field}' of '{template}' was removed",
            field=self._path(field),
            template=self._template,
        )
        return self._change("field-removed", field._replace(place=None), True, message)

    def _added(self, field: ContractField) -> Change:
        if field.required:
            message = say(
                "'{template}' needs a new field, '{field}'",
                field=self._path(field),
                template=self._template,
            )
            return self._change("field-added", field, True, message)
        return self._change(
            "field-added",
            field,
            False,
            say("'{template}' got '{field}'", field=self._path(field), template=self._template),
        )

    def _changed(self, old: ContractField, new: ContractField) -> Iterator[Change]:
        if old.zh != new.zh:
            yield self._change(
                "name-changed",
                new,
                bool(old.zh),
                _other_name(old.zh, new.zh, self._path(new), self._template),
            )
        if new.required and not old.required:
            message = say(
                "'{field}' of '{template}' may no longer be left out",
                field=self._path(new),
                template=self._template,
            )
            yield self._change("field-required", new, True, message)
        if old.required and not new.required:
            message = say(
                "'{field}' of '{template}' may be left out now",
                field=self._path(new),
                template=self._template,
            )
            yield self._change("field-optional", new, False, message)
        yield from self._of_type(old, new)
        yield from self._of_choices(old, new)
        if _plain(old.default) != _plain(new.default):
            message = say(
                "'{field}' of '{template}' has another default",
                field=self._path(new),
                template=self._template,
            )
            yield self._change("default-changed", new, False, message)

    def _of_type(self, old: ContractField, new: ContractField) -> Iterator[Change]:
        if old.type != new.type:
            yield self._other_type(new, old.type, new.type)
        elif isinstance(old.of, tuple) and isinstance(new.of, tuple):
            for change in _Fields(self._template, self._path(new)).compare(old.of, new.of):
                yield change if change.place else change._replace(place=new.place)
        elif isinstance(old.of, str) and isinstance(new.of, str):
            if old.of != new.of:
                yield self._other_type(new, old.of, new.of)
        elif old.of != new.of:
            message = say(
                "the entries of '{field}' of '{template}' have fields now",
                field=self._path(new),
                template=self._template,
            )
            if isinstance(old.of, tuple):
                message = say(
                    "the entries of '{field}' of '{template}' have no fields any more",
                    field=self._path(new),
                    template=self._template,
                )
            yield self._change("type-changed", new, not _takes_texts(old.of, new.of), message)

    def _other_type(self, new: ContractField, before: str, after: str) -> Change:
        message = say(
            "'{field}' of '{template}' holds {after} now, no longer {before}",
            before=before,
            after=after,
            field=self._path(new),
            template=self._template,
        )
        wider = after in _WIDER.get(before, ())
        kind = "type-widened" if wider else "type-changed"
        return self._change(kind, new, not wider, message)

    def _of_choices(self, old: ContractField, new: ContractField) -> Iterator[Change]:
        if "choice" not in (new.type, new.of):
            return
        for word in old.choices:
            if word not in new.choices:
                message = say(
                    "'{field}' of '{template}' takes '{word}' no longer",
                    word=word,
                    field=self._path(new),
                    template=self._template,
                )
                yield self._change("choice-removed", new, True, message)
        for word in new.choices:
            if word not in old.choices and old.choices:
                message = say(
                    "'{field}' of '{template}' takes '{word}' too",
                    word=word,
                    field=self._path(new),
                    template=self._template,
                )
                yield self._change("choice-added", new, False, message)

    def _order(
        self, old: tuple[ContractField, ...], new: tuple[ContractField, ...]
    ) -> Iterator[Change]:
        """One text is the first field, one list the first list: which they are matters."""
        for kind in (None, "list") if not self._outer else (None,):
            before = next((f.name for f in old if kind in (None, f.type)), None)
            after = next((f for f in new if kind in (None, f.type)), None)
            there = any(f.name == before for f in new)
            if before and after and there and before != after.name:
                message = say(
                    "the first field of '{template}' is '{field}' now, no longer '{old}': "
                    "what an outline writes without a key goes there",
                    old=before,
                    field=self._path(after),
                    template=self._template,
                )
                yield self._change("first-changed", after, True, message)
                return


def _other_name(old: str, new: str, field: str, template: str) -> Message:
    """What is said of a field's Chinese name that is another now."""
    if not old:
        return say(
            "'{field}' of '{template}' got the Chinese name '{new}'",
            new=new,
            field=field,
            template=template,
        )
    if not new:
        return say(
            "the Chinese name of '{field}' of '{template}', '{old}', was removed",
            old=old,
            field=field,
            template=template,
        )
    return say(
        "the Chinese name of '{field}' of '{template}' was changed from '{old}' to '{new}'",
        old=old,
        new=new,
        field=field,
        template=template,
    )


def _takes_texts(old: object, new: object) -> bool:
    """Whether entries that were texts still are: the first field of a record takes them."""
    if old not in ("text", "word") or not isinstance(new, tuple) or not new:
        return False
    first, *rest = new
    return first.type in ("text", "body", "word") and not any(field.required for field in rest)


def _plain(node: Node | None) -> object:
    return None if node is None else plain_data(node)
