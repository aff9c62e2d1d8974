"""The check of fonts for many documents: most characters were met before and are known good."""

from speechgen.batch.measure import lines
from speechgen.building import check_glyphs
from speechgen.document.holes import pieces
from speechgen.document.tree import Document, Form, plain
from speechgen.layout.glyphs import is_common
from speechgen.layout.model import Layout
from speechgen.source.diagnostic import Report


class Glyphs:
    """Warns of hanzi that a font lacks (W531), document by document."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._good: set[str] = set()  # characters that every font has
        self._forms: dict[Form, bool] = {}  # whether all that is typed in a form is good

    def check(self, document: Document, report: Report) -> None:
        """Warnings for one document go into the report."""
        if not self._typed_good(document.form) or not self._are_good("".join({*document.values})):
            check_glyphs(document, self._layout, report)

    def _typed_good(self, form: Form) -> bool:
        if form not in self._forms:
            if len(self._forms) >= _MOST:
                self._forms.clear()
            typed = (
                piece for line in lines(form) for piece, hole in pieces(plain(line)) if hole is None
            )
            self._forms[form] = self._are_good("".join(typed))
        return self._forms[form]

    def _are_good(self, text: str) -> bool:
        if self._good.issuperset(text):
            return True
        new = set(text) - self._good
        good = {character for character in new if is_common(character)}
        self._good |= good
        return good == new


_MOST = 512  # forms remembered
