"""The first page: everything there is, and a search through it."""

from collections.abc import Iterable
from urllib.parse import quote

from speechgen.librarian.counts import counts_of
from speechgen.librarian.describe import directives_of, field_rows, layout_named
from speechgen.librarian.site.html import link, tag, text_tag
from speechgen.librarian.site.pages import both
from speechgen.library.contract import Contract
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.source.messages import Bilingual, Message, say


def index_page(library: Library, addresses: dict[str, str]) -> str:
    """The index; ``addresses`` are those of the templates' pages."""
    templates = [_template(library.template(name), path) for name, path in addresses.items()]
    return "\n".join(
        [
            text_tag("h1", f"{library.name} {library.version}"),
            both(library.manifest.about or {}),
            text_tag("p", counts_of(library), class_="muted"),
            _search(),
            _group(say("section templates"), templates),
            _group(say("layouts"), _layouts(library)),
            _group(say("genres"), _genres(library)),
            _group(say("directives"), _directives(library)),
        ]
    )


def _search() -> str:
    label = say("search names, fields and descriptions, in Chinese or English")
    box = tag("input", id="query", type="search", placeholder=label, aria_label=label,
              autocomplete="off").removesuffix("</input>")  # fmt: skip
    count = text_tag("span", "", id="count", class_="muted", aria_live="polite",
                     data_said=say("{count} found", count=0))  # fmt: skip
    none = text_tag("p", say("nothing is called so"), id="none", class_="muted", hidden=True)
    return tag("div", box, count, class_="search") + none


def _group(heading: Message, cards: list[str]) -> str:
    if not cards:
        return ""
    listed = tag("ul", "\n".join(cards), class_="cards")
    return tag("section", text_tag("h2", heading), "\n", listed, class_="group")


def _card(name: str, zh: str, address: str, about: str, words: Iterable[str], fields: str) -> str:
    """One thing: its names, what it is for; ``words`` are what else the search looks through."""
    said = " ".join(filter(None, (name, zh, about, *words, fields)))
    return tag(
        "li",
        link(name, address, data_mark=True),
        text_tag("span", zh, class_="zh", data_mark=True) if zh and zh != name else "",
        text_tag("p", about, data_mark=True) if about else "",
        text_tag("p", fields, class_="fields", data_mark=True, hidden=True) if fields else "",
        class_="card",
        data_words=said,
    )


def _template(template: SectionTemplate, address: str) -> str:
    contract = template.contract
    about = str(Bilingual(contract.about.get("en", ""), contract.about.get("zh", "")))
    words = [*contract.about.values(), *_told_fields(contract)]
    fields = " ".join(
        f"{row.name}{' ' if row.zh else ''}{row.zh}" for row in field_rows(contract.fields)
    )
    return _card(template.name, contract.zh, address, about, words, fields)


def _told_fields(contract: Contract) -> list[str]:
    """What the header says of each field, in both languages."""
    values = (value for row in field_rows(contract.fields) for _, value in row.about.values)
    return [word for value in values if isinstance(value, Bilingual) for word in value]


def _layouts(library: Library) -> list[str]:
    found = []
    for name in library.layout_names:
        layout = layout_named(library, name)
        about = layout.about if layout else ""
        found.append(_card(name, "", f"layouts.html#{quote(name)}", about, (), ""))
    return found


def _genres(library: Library) -> list[str]:
    return [
        _card(
            genre.name,
            genre.zh,
            f"genres.html#{quote(genre.name)}",
            str(Bilingual(genre.about.get("en", ""), genre.about.get("zh", ""))),
            genre.about.values(),
            "",
        )
        for genre in library.genres
    ]


def _directives(library: Library) -> list[str]:
    return [
        _card(
            entry.id,
            "",
            f"directives.html#{quote(entry.id)}",
            f"{entry.text}{entry.speaker}{entry.source}",
            (entry.at, entry.note),
            "",
        )
        for entry in directives_of(library).values()
    ]
