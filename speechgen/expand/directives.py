"""The function ``directive`` of outlines and templates: quotations from the library's ledgers."""

from speechgen.expand.filters import ValueFault
from speechgen.library.ledger import Directive
from speechgen.library.library import Library
from speechgen.source.messages import say
from speechgen.source.misfit import near_miss


class Quote:
    """``directive('id')`` quotes an entry without its last 。, with a clause that clause of it.

    Raises :class:`ValueFault`: E304 for an unknown id, E305 for a clause that is not in the text.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, id: str, clause: str = "") -> str:
        """The words of a directive."""
        entry = self.entry(id)
        if not clause:
            return entry.text.removesuffix("。")
        if clause not in entry.text:
            message = say("'{clause}' does not stand in the directive '{id}'", clause=clause, id=id)
            raise ValueFault(message, "E305", say("the text is: {text}", text=entry.text))
        return clause

    def entry(self, id: str) -> Directive:
        """An entry of the ledgers."""
        known = self._library.directives
        if id not in known:
            message = say("the ledger has no directive '{id}'", id=id)
            raise ValueFault(message, "E304", near_miss(id, known))
        return known[id]
