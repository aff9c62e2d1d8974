"""Several speeches of one kind become one outline and a table with a row for each."""

from dataclasses import replace
from typing import NamedTuple, NoReturn

from speechgen.document.tree import Document, plain
from speechgen.outline.load import read_outline
from speechgen.revise.draft import Draft
from speechgen.revise.import_speech import Imported
from speechgen.revise.variants.compare import is_same
from speechgen.revise.variants.even import even_numbering, numbered_otherwise, usual_numbering
from speechgen.revise.variants.marks import with_expressions
from speechgen.revise.variants.merge import merge_drafts
from speechgen.revise.variants.names import Namer
from speechgen.revise.variants.roles import roles_of
from speechgen.revise.variants.table import MOST_CHARACTERS, Table
from speechgen.revise.write import left_out, write_merged
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.speech import Speech, compile_speech

_IDENTITY = ("place", "short", "leader")
_NAME = "outline.yaml"


class Kind(NamedTuple):
    """What several speeches have in common: the outline, and the table of what differs.

    ``apart`` are the numbers of those that share nothing but their place in the outline.
    """

    outline: str
    table: Table
    apart: frozenset[int] = frozenset()


def import_variants(
    several: list[Imported], names: list[str], files: list[str], data: str, language: str
) -> Kind:
    """The outline of several speeches, and a row for each from which it is built again.

    ``names`` are those of the documents, none twice, ``files`` what is told of, ``data`` is what
    the outline calls the table. Each is built here from outline and row, and compared with what
    its own outline gives: one that is not the same shares no part with the others. Raises E544
    for those that are not the same even then.
    """
    apart: frozenset[int] = frozenset()
    while True:
        kind = put_together(several, names, data, language, apart)
        other = _others(kind, several)
        if not other:
            _check_cells(kind, files)
            return kind
        if other <= apart:
            _give_up(several, files, other)
        apart |= other


def put_together(
    several: list[Imported], names: list[str], data: str, language: str, apart: frozenset[int]
) -> Kind:
    """The outline and the table as they come out, not built yet; ``apart`` are the numbers of
    speeches that are to share no part with others.
    """
    usual = usual_numbering([imported.draft for imported in several])
    drafts = [even_numbering(_as_set(imported), usual) for imported in several]
    titles = [[plain(line) for line in imported.document.title] for imported in several]
    roles = roles_of(drafts)
    table = Table(names, roles, Namer(language))
    draft = merge_drafts(drafts, titles, roles, table, apart)
    ends = [line for d, name in zip(drafts, names, strict=True) for line in left_out(d, name)]
    draft.variants |= {"data": data, "name": f"{{{{ {table.file} }}}}"}
    draft.variants |= _checks(drafts, table)
    return Kind(_written(draft, table, language, ends), table, apart)


def _as_set(imported: Imported) -> Draft:
    """The draft with post and name as the document sets them, where there is but one of them."""
    form = imported.document.form
    return replace(imported.draft, post=plain(form.post), name=plain(form.name))


def _others(kind: Kind, several: list[Imported]) -> frozenset[int]:
    """The numbers of the speeches that are not built again as they were."""
    try:
        speech = compile_speech(read_outline(kind.outline, _NAME))
    except SpeechgenError:
        return frozenset(range(len(several)))
    found = enumerate(several)
    return frozenset(n for n, old in found if not _gives(speech, kind.table.row(n), old.document))


def _gives(speech: Speech, row: dict[str, str], wanted: Document) -> bool:
    try:
        return is_same(speech.render(row).filled(), wanted)
    except SpeechgenError:
        return False


def _check_cells(kind: Kind, files: list[str]) -> None:
    """Raise E544 for texts that no cell of a table can hold."""
    report = Report()
    for number, file in enumerate(files):
        if max(map(len, kind.table.row(number).values())) > MOST_CHARACTERS:
            message = say(
                "a paragraph that differs has more than {n} characters", n=MOST_CHARACTERS
            )
            report.error("E544", message, Place(file), say("import it by itself"))
    report.check()


def _give_up(several: list[Imported], files: list[str], numbers: frozenset[int]) -> NoReturn:
    """Say of some speeches that they are not built again, and why if that is known."""
    otherwise = numbered_otherwise([imported.draft for imported in several])
    report = Report()
    for number in sorted(numbers):
        message = say("this speech cannot be put together with the others exactly as it is")
        if number in otherwise:
            message = say(
                "its sections are numbered {own}, those of the others {theirs}",
                own=otherwise[number].own,
                theirs=otherwise[number].theirs,
            )
        report.error("E544", message, Place(files[number]), say("import it by itself"))
    raise SpeechgenError(report.diagnostics)


def _checks(drafts: list[Draft], table: Table) -> dict[str, str | list[str]]:
    """What a batch looks for: names that must not turn up elsewhere, and the level.

    A name, or a place without its level, that does so already is there on purpose.
    """
    columns = [name for role in _IDENTITY if (name := table.name_of_role(role))]
    rows = [table.row(number) for number in range(len(drafts))]
    own = [{row[column] for column in columns} - {""} for row in rows]
    level = table.name_of_role("level")
    found: dict[str, str | list[str]] = {"identity": columns} if columns else {}
    found |= {"level": level} if level else {}
    elsewhere = _elsewhere(drafts, own)
    return found | ({"mentions": elsewhere} if elsewhere else {})


def _elsewhere(drafts: list[Draft], own: list[set[str]]) -> list[str]:
    """The names of one speech, with the level of a place or without, that stand in another."""
    forms: dict[str, set[str]] = {}
    for name in set().union(*own):
        for form in (name, name[:-1]):
            if len(form) > 1:
                forms.setdefault(form, set()).add(name)
    found: set[str] = set()
    for known, draft in zip(own, drafts, strict=True):
        words = draft.words
        others = (form for form, names in forms.items() if names - known)
        found |= {form for form in others if form in _without(known, form, words)}
    return sorted(found)


def _without(names: set[str], part: str, text: str) -> str:
    """A text without the names that some words are part of."""
    for name in names:
        text = text.replace(name, "\n") if part in name else text
    return text


def _written(draft: Draft, table: Table, language: str, ends: list[str]) -> str:
    """The outline of a merged draft; ``ends`` are the lines that stand at its end."""
    draft.variables = dict.fromkeys(table.optional(), "")
    draft.required = table.required()
    draft.told = table.optional()

    def insert(text: str) -> str:
        return with_expressions(text, table.expression)

    return write_merged(draft, language, insert) + "".join(f"{line}\n" for line in ends)
