"""What does not come back as it was is taken back to plain text, part by part."""

from speechgen.revise.draft import Draft, Part, Salute, Section
from speechgen.source.messages import say


class Fallback:
    """Takes parts of a draft back to the paragraphs that they were made from."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def take_back(self, number: int | None) -> None:
        """Take back the part that holds a paragraph; all of them for ``None``."""
        if number is None:
            for index in range(len(self._draft.sections)):
                self._section(self._draft.sections[index])
            self._closing()
            self._opening()
            self._take(-1)
        elif number < 0:
            self._take(-1)
        elif number >= self._draft.closing_first:
            self._closing()
        else:
            starts = [s.first for s in self._draft.sections if s.first <= number]
            self._take(starts[-1] if starts else -2)

    def _take(self, first: int) -> None:
        draft = self._draft
        if first == -1:
            _plain_front(draft)
        elif first == -2:
            self._opening()
        else:
            self._section(next(s for s in draft.sections if s.first == first))

    def _section(self, section: Section) -> None:
        draft = self._draft
        index = draft.sections.index(section)
        following = draft.sections[index + 1].first if index + 1 < len(draft.sections) else None
        end = draft.closing_first if following is None else following
        texts: list[Part] = list(draft.paragraphs[section.first : end])
        note = say("not understood: kept as plain text")
        draft.sections[index] = Section("", "", True, section.first, texts, notes=[note])
        draft.sections[index].own = "none"

    def _opening(self) -> None:
        draft = self._draft
        end = draft.sections[0].first if draft.sections else draft.closing_first
        draft.opening = list(draft.paragraphs[:end])

    def _closing(self) -> None:
        self._draft.closing = list(self._draft.paragraphs[self._draft.closing_first :])


def _plain_front(draft: Draft) -> None:
    """Put what stood above the text at its beginning, as it was."""
    above = [*draft.title, draft.mark, draft.subtitle, draft.post, draft.name, draft.date]
    above = [text for text in above if text]
    salute = [draft.salutation] if draft.salutation else []
    draft.opening = [*above, *(Salute(text) for text in salute), *draft.opening]
    draft.paragraphs = [*above, *salute, *draft.paragraphs]
    draft.title = []
    draft.mark = draft.subtitle = draft.post = draft.name = draft.date = draft.salutation = ""
    moved = len(above) + len(salute)
    draft.closing_first += moved
    for section in draft.sections:
        section.first += moved
