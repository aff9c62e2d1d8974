"""What a library holds, told in full: its fields as rows, its examples as YAML and as print."""

from collections.abc import Iterable, Iterator

from speechgen.document.tree import Document
from speechgen.layout.load import load_layout
from speechgen.layout.model import Layout
from speechgen.librarian.example import is_section, render_example
from speechgen.library.contract import ContractField
from speechgen.library.ledger import Directive
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.outline.format import SECTION
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import Bilingual, Listed, Message, say
from speechgen.source.nodes import Mapping
from speechgen.source.record import Record
from speechgen.source.yaml_text import yaml_lines


class FieldRow(Record):
    """One field of a template, or of the entries of a list (then ``depth`` is 1, 2 …)."""

    depth: int
    name: str
    zh: str
    type: str
    required: bool
    default: str
    about: Message


def field_rows(fields: Iterable[ContractField], depth: int = 0) -> Iterator[FieldRow]:
    """Every field in order, those of entries under their list."""
    for field in fields:
        default = " ".join(yaml_lines(field.default)) if field.default is not None else ""
        yield FieldRow(
            depth, field.name, field.zh, _type(field), field.required, default, field.about
        )
        if isinstance(field.of, tuple):
            yield from field_rows(field.of, depth + 1)


def _type(field: ContractField) -> str:
    """The type as a header says it, with the words of a choice and what a list holds."""
    kind = field.type
    if kind == "list" and isinstance(field.of, str):
        kind = f"list: {field.of}"
    return f"{kind} ({' | '.join(field.choices)})" if field.choices else kind


def origin_of(library: Library, name: str, part: str = "templates") -> tuple[Library, ...]:
    """The libraries of the chain that have a template (a layout) of that name, the nearest first.

    The first one's is used; it stands over those of the others.
    """
    return tuple(one for one in library.chain if name in getattr(one, f"own_{part}"))


def told_origin(owners: tuple[Library, ...]) -> Message | str:
    """Where something comes from: a library's name, and whose it stands over."""
    if not owners:
        return ""
    first, *others = [owner.name for owner in owners]
    if not others:
        return first
    return say("{name}, over {others}", name=first, others=Listed.of(others))


def example_lines(template: SectionTemplate, language: str) -> list[str]:
    """The example as an outline would write it, keys in one language; nothing if there is none."""
    example, contract = template.contract.example, template.contract
    if example is None:
        return []

    def rename(key: str, path: str) -> str:
        return _called(key, path, contract.fields, language)

    lines = yaml_lines(example, rename)
    name = contract.zh if language == "zh" and contract.zh else template.name
    if is_section(template):
        key = "模板" if language == "zh" else "template"
        named = [] if template.name == "section" else [f"{key}: {name}"]
        first, *rest = [*named, *lines]
        return [f"- {first}", *(f"  {line}" for line in rest)]
    if isinstance(example, Mapping):
        return [f"- {name}:", *(f"    {line}" for line in lines)]
    return [f"- {name}: {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _called(key: str, path: str, fields: tuple[ContractField, ...], language: str) -> str:
    """What a key of an example is called in a language."""
    for outer in filter(None, path.split(".")):
        inner = next((f.of for f in fields if outer in (f.name, f.zh)), ())
        fields = inner if isinstance(inner, tuple) else ()
    for field in fields:
        if key in (field.name, field.zh):
            return field.zh if language == "zh" and field.zh else field.name
    known = {field.name: field.zh for field in SECTION.fields} if not path else {}
    return known.get(key, key) if language == "zh" else key


def example_document(library: Library, template: SectionTemplate) -> Document | None:
    """What the example renders to; ``None`` if there is none, or it does not."""
    if template.contract.example is None:
        return None
    try:
        return render_example(library, template, template.contract.example)
    except SpeechgenError:  # the check tells why
        return None


def layout_named(library: Library, name: str) -> Layout | None:
    """A layout of a library; ``None`` if it cannot be loaded."""
    try:
        path = library.layout_path(name)
        return load_layout(path, *library.layout_folders, read=library.read)
    except SpeechgenError:  # the check tells why
        return None


def told(about: dict[str, str] | None) -> str:
    """What something is for, in the language in force, else in the other."""
    words = about or {}
    return str(Bilingual(words.get("en", ""), words.get("zh", "")))


def directives_of(library: Library) -> dict[str, Directive]:
    """The directives of a library; none if a ledger cannot be read: the check tells why."""
    try:
        return library.directives
    except SpeechgenError:
        return {}


def works_of(directives: Iterable[Directive]) -> dict[str, list[Directive]]:
    """Directives by who says them and the work they stand in, in the order of the ledgers."""
    found: dict[str, list[Directive]] = {}
    for one in directives:
        found.setdefault(f"{one.speaker} {one.source}".strip(), []).append(one)
    return found


def directive_rows(entry: Directive) -> list[tuple[Message, str]]:
    """What is known of a directive, each under its name, and how it is quoted."""
    rows = [
        (say("text"), entry.text),
        (say("speaker"), entry.speaker),
        (say("source"), f"{entry.source}{entry.at and ' · '}{entry.at}"),
        (say("status"), entry.status),
        (say("link"), entry.link),
        (say("note"), entry.note),
        (say("in a text"), f"{{{{ directive('{entry.id}') }}}}"),
        (say("as a block"), f"- directive: {{ref: {entry.id}}}"),
    ]
    return [(name, value) for name, value in rows if value]


def layout_rows(library: Library, name: str) -> list[tuple[Message, object]]:
    """What a layout is for, where it comes from, and the measures of its page."""
    layout = layout_named(library, name)
    rows: list[tuple[Message, object]] = [
        (say("library"), told_origin(origin_of(library, name, "layouts"))),
        (say("file"), f"layouts/{name}.yaml"),
    ]
    if layout is None:
        return [*rows, (say("what for"), say("it cannot be loaded; library check tells why"))]
    page = layout.page
    sides = (page.top, page.right, page.bottom, page.left)
    margins = ", ".join(f"{side / _TWIPS:.1f}" for side in sides)
    holds = say(
        "{lines} lines of {characters} characters", lines=page.lines, characters=page.characters
    )
    return [
        (say("what for"), layout.about),
        *rows,
        (say("paper"), f"{page.width / _TWIPS:.0f} × {page.height / _TWIPS:.0f} mm"),
        (say("margins"), f"{margins} mm"),
        (say("type area"), holds),
        (say("typefaces"), Listed.of(font.name for font in layout.fonts())),
    ]


_TWIPS = 56.6929  # in a millimetre
