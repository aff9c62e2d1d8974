"""What the styles are called in Word.

Word knows its built-in styles by name, not by id, and so do we when we read: a style that Word
has built in keeps its name there; the few that it lacks bear the Chinese name that an office sees
in the style pane.
"""

from speechgen.layout.model import HEADING_LEVELS
from speechgen.source.record import Record


class StyleName(Record):
    """A style's id in the XML, its name in Word, and whether Word has it built in."""

    id: str
    name: str
    built_in: bool = True


PARAGRAPHS = {
    "base": StyleName("Normal", "Normal"),
    "title": StyleName("Title", "Title"),
    "subtitle": StyleName("Subtitle", "Subtitle"),
    "byline": StyleName("Byline", "署名", False),
    "date": StyleName("Date", "Date"),
    "mark": StyleName("Header", "header"),
    "salutation": StyleName("Salutation", "Salutation"),
    "body": StyleName("BodyText", "Body Text"),
    "salute": StyleName("Salute", "呼语", False),
    "footer": StyleName("Footer", "footer"),
    "footer_even": StyleName("FooterEven", "偶数页页脚", False),
    **{
        f"heading{n}": StyleName(f"Heading{n}", f"heading {n}")
        for n in range(1, HEADING_LEVELS + 1)
    },
}
RUNS = {
    "strong": StyleName("Strong", "Strong"),
    "lead": StyleName("Lead", "领起语", False),
    **{
        f"head{n}": StyleName(f"Head{n}", f"段首小标题{n}", False)
        for n in range(1, HEADING_LEVELS + 1)
    },
}
PAGE_NUMBER = StyleName("PageNumber", "page number")
