"""Drafts of several speeches as one draft, with marks where they differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from speechgen.revise.draft import Counted, Draft, Item, Listing, Part, Quotation, Salute, Section
from speechgen.revise.variants.align import Column, align
from speechgen.revise.variants.gather import gather
from speechgen.revise.variants.marks import only_if
from speechgen.revise.variants.parts import Aligned, Piece, words_of
from speechgen.revise.variants.roles import Roles
from speechgen.revise.variants.table import Table
from speechgen.revise.variants.texts import Texts, shared
from speechgen.source.messages import Listed, Message, say

_Kind = TypeVar("_Kind", bound=Piece)
_LONGEST_VALUE = 30_000  # characters of paragraphs that are one value; Excel's cells hold 32,767
_SAID = ("post", "name", "date")
_FRONT = ("subtitle", "mark", "post", "name", "date", "salutation")


def merge_drafts(
    drafts: list[Draft],
    titles: list[list[str]],
    roles: list[Roles],
    table: Table,
    apart: frozenset[int] = frozenset(),
) -> Draft:
    """One draft for all: what they share, and marks for what is in the table.

    ``titles`` are the printed lines of each title, ``apart`` the numbers of the speeches that are
    to share no part with others. Numbers of the speeches are their places in ``drafts``.
    """
    return _Merge(roles, table, apart).draft(dict(enumerate(drafts)), dict(enumerate(titles)))


class _Merge:
    def __init__(self, roles: list[Roles], table: Table, apart: frozenset[int]) -> None:
        self._roles = roles
        self._table = table
        self._texts = Texts(roles, table)
        self._apart = apart

    def draft(self, drafts: Mapping[int, Draft], titles: Mapping[int, list[str]]) -> Draft:
        merged = Draft(title=self._title(drafts, titles))
        for name in _FRONT:
            texts = {number: getattr(draft, name) for number, draft in drafts.items()}
            setattr(merged, name, self._front(texts, name))
        merged.notes = self._notes({number: draft.notes for number, draft in drafts.items()})
        merged.numbering = next(iter(drafts.values())).numbering
        merged.opening = self._body({n: draft.opening for n, draft in drafts.items()})
        merged.sections = self._sections({n: draft.sections for n, draft in drafts.items()})
        merged.closing = self._body({n: draft.closing for n, draft in drafts.items()})
        return merged

    def _front(self, texts: Mapping[int, str], name: str) -> str:
        """A line above the text; who speaks, and when, is a value where some do not say."""
        sometimes = name in _SAID and not all(texts.values()) and any(texts.values())
        if self._apart or sometimes:
            return self._texts.whole(texts, name)
        return self._texts.merged(texts, name)

    def _title(self, drafts: Mapping[int, Draft], titles: Mapping[int, list[str]]) -> list[str]:
        """The lines of the title; a title that is broken by itself must be so in all."""
        if all(len(draft.title) == 1 for draft in drafts.values()):
            return [self._front({n: draft.title[0] for n, draft in drafts.items()}, "title")]
        lines = [_texts_of(column) for column in self._columns(titles)]
        if all(len(line) == 1 for line in lines):  # nothing in common
            most = max(map(len, titles.values()))
            lines = [{n: t[at] for n, t in titles.items() if at < len(t)} for at in range(most)]
        return [self._front(_filled(line, drafts), "title") for line in lines]

    def _columns(self, bodies: Mapping[int, Sequence[Piece]]) -> list[Column]:
        aligned = {
            number: [Aligned(piece, self._roles[number]) for piece in pieces]
            for number, pieces in bodies.items()
        }
        columns = align(aligned, self._apart)
        return columns if self._apart else gather(columns)

    def _notes(self, several: Mapping[int, list[Message]]) -> list[Message]:
        """The notes of several parts, each once, with the names of those that it is about."""
        about: dict[Message, list[int]] = {}
        for number, notes in several.items():
            for note in notes:
                about.setdefault(note, []).append(number)
        return [self._note(note, of, len(several)) for note, of in about.items()]

    def _note(self, note: Message, of: list[int], among: int) -> Message:
        if len(of) == among:
            return note
        names = [self._table.name_of(number) for number in of]
        return say("{names}: {note}", names=Listed.of(names), note=note)

    # Bodies.

    def _body(self, bodies: Mapping[int, Sequence[Part]]) -> list[Part]:
        """The parts of bodies; paragraphs beside each other that share nothing are one value."""
        among = frozenset(bodies)
        found: list[Part] = []
        alone: dict[int, str] = {}
        for column in self._columns(bodies):
            own = _texts_of(column)
            compared = self._texts.compared(own) if own else []
            differ = own and len(among) > 1 and (len(own) == 1 or not shared(compared))
            if not (differ and _fit(own, alone)):
                found += self._value(alone, among)
                alone = {}
            if differ:
                alone |= {
                    n: f"{alone[n]}\n{text}" if n in alone else text for n, text in own.items()
                }
            elif own:
                found.append(self._if_present(column, among, self._texts.written(compared)))
            else:
                found.append(self._part(column, among))
        return found + self._value(alone, among)

    def _value(self, alone: Mapping[int, str], among: frozenset[int]) -> list[Part]:
        """Paragraphs that each speech has of its own, in one place, as a value."""
        texts = {number: alone.get(number, "") for number in sorted(among)}
        return [self._texts.whole(texts, "text")] if alone else []

    def _part(self, column: Column, among: frozenset[int]) -> Part:
        first = next(iter(column.values())).piece
        match first:
            case Counted():
                return self._counted(column, among)
            case Salute():
                return Salute(self._text(_of(Salute, column), "text"), self._when(column, among))
            case Quotation():
                return self._quotation(column, among)
            case Listing():
                return self._listing(_of(Listing, column), self._when(column, among))
        raise TypeError(type(first))

    def _text(self, parts: Mapping[int, Piece], name: str) -> str:
        """The texts of this name of some parts as one."""
        return self._texts.merged({number: getattr(part, name) for number, part in parts.items()})

    def _if_present(self, column: Column, among: frozenset[int], text: str) -> str:
        condition = self._condition(column, among)
        return text if condition is None else only_if(condition, text)

    def _condition(self, column: Column, among: frozenset[int]) -> int | None:
        """The number of the condition under which a part is there; ``None`` if it always is."""
        if len(column) == len(among):
            return None
        first = next(iter(column.values())).piece
        words = next((words for words in words_of(first) if words), "")
        return self._table.condition(frozenset(column), among, words)

    def _when(self, column: Column, among: frozenset[int]) -> str:
        condition = self._condition(column, among)
        return "" if condition is None else self._table.expression(condition)

    def _counted(self, column: Column, among: frozenset[int]) -> Counted:
        merged = self._announcing(_of(Counted, column))
        condition = self._condition(column, among)
        if condition is None:
            return merged
        before, after = only_if(condition, "\n").split("\n")
        return Counted(before + merged.before, merged.number, merged.after + after)

    def _announcing(self, parts: Mapping[int, Counted]) -> Counted:
        before = self._text(parts, "before")
        after = self._text(parts, "after")
        return Counted(before, next(iter(parts.values())).number, after)

    def _quotation(self, column: Column, among: frozenset[int]) -> Quotation:
        parts = _of(Quotation, column)
        lead_in, text, tail = (self._text(parts, name) for name in ("lead_in", "text", "tail"))
        return Quotation(lead_in, text, tail, self._when(column, among))

    def _listing(self, parts: Mapping[int, Listing], when: str = "") -> Listing:
        leads = {n: part.lead_in for n, part in parts.items() if isinstance(part.lead_in, Counted)}
        texts = {n: part.lead_in for n, part in parts.items() if isinstance(part.lead_in, str)}
        lead_in = self._announcing(leads) if leads else self._texts.merged(texts)
        columns = self._columns({number: part.items for number, part in parts.items()})
        items = [self._item(items, frozenset(parts)) for items in columns]
        lists = {n: part.tail for n, part in parts.items() if isinstance(part.tail, Listing)}
        tails = {n: part.tail for n, part in parts.items() if isinstance(part.tail, str)}
        tail = self._listing(lists) if lists else self._texts.merged(tails)
        first = next(iter(parts.values()))
        return replace(first, lead_in=lead_in, items=items, tail=tail, when=when)

    def _item(self, column: Column, among: frozenset[int]) -> Item:
        parts = _of(Item, column)
        when = self._when(column, among)
        lead = self._text(parts, "lead")
        body = self._body({number: part.text for number, part in parts.items()})
        return Item(lead, [text for text in body if isinstance(text, str)], when)

    # Sections.

    def _sections(self, bodies: Mapping[int, Sequence[Section]]) -> list[Section]:
        among = frozenset(bodies)
        return [self._section(column, among) for column in self._columns(bodies)]

    def _section(self, column: Column, among: frozenset[int]) -> Section:
        parts = _of(Section, column)
        first = next(iter(parts.values()))
        when = self._when(column, among)
        heading = self._text(parts, "heading")
        own = first.own
        if own not in (None, "none"):
            own = self._text(parts, "own")
        return replace(
            first,
            heading=heading,
            own=own,
            when=when,
            notes=self._notes({number: part.notes for number, part in parts.items()}),
            parts=self._body({number: part.parts for number, part in parts.items()}),
            sections=self._sections({number: part.sections for number, part in parts.items()}),
            after=self._body({number: part.after for number, part in parts.items()}),
        )


def _fit(own: Mapping[int, str], alone: Mapping[int, str]) -> bool:
    """Whether paragraphs can go on a value."""
    return all(len(alone.get(n, "")) + len(text) < _LONGEST_VALUE for n, text in own.items())


def _of(kind: Callable[..., _Kind], column: Column) -> dict[int, _Kind]:
    """The parts of a column, which are of one kind."""
    return {number: aligned.piece for number, aligned in column.items()}  # type: ignore[misc]


def _texts_of(column: Column) -> dict[int, str]:
    return {n: aligned.piece for n, aligned in column.items() if isinstance(aligned.piece, str)}


def _filled(texts: Mapping[int, str], among: Mapping[int, object]) -> dict[int, str]:
    return {number: texts.get(number, "") for number in among}
