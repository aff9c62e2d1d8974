"""What a name of an older version is called now, and what the library says of it."""

from speechgen.librarian.migrations.format import Change
from speechgen.librarian.migrations.names import Names
from speechgen.library.contract import ContractField
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import SpeechgenError


class Known:
    """A library as seen from an outline to which the changes ``after`` are still to come.

    A field is told by its path: the names of the lists around it, then its own.
    """

    def __init__(self, library: Library, after: tuple[Change, ...]) -> None:
        self._library = library
        self._after = after

    def template(self, name: str) -> SectionTemplate | None:
        """The template that a name has become, if there still is one and it can be read."""
        return self._find(self._template_now(name))

    def _find(self, name: str) -> SectionTemplate | None:
        try:
            return self._library.find_template(name)
        except SpeechgenError:
            return None

    def _template_now(self, name: str) -> str:
        for change in self._after:
            if change.kind.text == "rename_template" and name in change.old:
                name = change.old.counterpart(name, change.new)
        return name

    def fields(self, template: str, *path: str) -> tuple[ContractField, ...]:
        """The fields of a template, or of the entries of a list in it; none if unknown."""
        if not path:
            found = self.template(template)
            return found.contract.fields if found else ()
        field = self.field(template, path)
        return field.of if field and isinstance(field.of, tuple) else ()

    def field(self, template: str, path: tuple[str, ...]) -> ContractField | None:
        """What a field of an older version has become."""
        return self._follow(self.template(template), self._path_now(template, path))

    def _follow(
        self, template: SectionTemplate | None, path: tuple[str, ...]
    ) -> ContractField | None:
        """The field at a path of a template as it is now."""
        fields: object = template.contract.fields if template else ()
        field: ContractField | None = None
        for name in path:
            known = fields if isinstance(fields, tuple) else ()
            field = next((field for field in known if name in (field.name, field.zh)), None)
            fields = field.of if field else ()
        return field

    def _path_now(self, template: str, path: tuple[str, ...]) -> tuple[str, ...]:
        for change in self._after:
            if change.kind.text == "rename_template" and template in change.old:
                template = change.old.counterpart(template, change.new)
            elif change.kind.text == "rename_field":
                path = self._renamed(change, template, path)
        return path

    def _renamed(self, change: Change, template: str, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path after a field, or a list around it, was renamed."""
        assert change.template is not None
        depth = len(change.path)
        if template not in self.names_of_template(change.template) or len(path) <= depth:
            return path
        around = zip(change.path, path[:depth], strict=True)
        if path[depth] not in change.old or not all(
            name in names or self._twin(template, path[: index + 1]) in names
            for index, (names, name) in enumerate(around)
        ):
            return path
        return (*path[:depth], change.old.counterpart(path[depth], change.new), *path[depth + 1 :])

    def _twin(self, template: str, path: tuple[str, ...]) -> str:
        """The name of a field in the other language, if it is called now as it was."""
        field = self._follow(self._find(template), path)
        return "" if field is None else field.zh if path[-1] == field.name else field.name

    def names_of_template(self, names: Names) -> frozenset[str]:
        """All names of a template: those written, and the other that its header tells."""
        found = set(names.texts)
        for name in names.texts:
            template = self._find(name) if self._template_now(name) == name else None
            if template is not None:
                found |= {template.name, template.contract.zh} - {""}
        return frozenset(found)

    def names_of_field(self, template: str, path: tuple[str, ...], names: Names) -> frozenset[str]:
        """All names of a field: those written, and the other that the header tells."""
        found = set(names.texts)
        for name in names.texts:
            field = self.field(template, (*path, name))
            if field is not None and name in (field.name, field.zh):
                found |= {field.name, field.zh} - {""}
        return frozenset(found)
