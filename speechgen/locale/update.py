"""The catalogues brought up to date with the code: ``python -m speechgen.locale.update``.

Every ``say("…")`` of the source gets an entry, every ``say_how_many`` one for each form;
translations are kept, what the code no longer says is dropped, and the catalogues are compiled in
place. Entries whose place is ``click`` are Click's own messages; they are kept by hand.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).parent
CLICK = "click"
_SAID = {"say": (0,), "say_how_many": (1, 2)}  # which arguments are texts
_Found = tuple[int, str, str, list[str]]


def says(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str] = (),
    options: Mapping[str, Any] | None = None,
) -> Iterator[_Found]:
    """Each text that is said in a Python file, for Babel, whose own extractor misses f-strings."""
    for node in ast.walk(ast.parse(file.read())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        for index in _SAID.get(node.func.id, ()):
            text = node.args[index]
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                raise ValueError(f"{file.name}:{node.lineno}: not a literal text")
            yield node.lineno, "say", text.value, []


def extract(locale: str | None = None) -> Catalog:
    """Every message of the code, with the files that say it."""
    catalog = Catalog(locale)
    source = LOCALE.parent
    method = [("**.py", says)]
    for file, line, text, *_ in extract_from_dir(source, method, None, {"say": None}):  # type: ignore[arg-type]
        catalog.add(text, locations=[(f"{source.name}/{file}", line)])
    return catalog


def updated(text: str) -> str:
    """The text of a catalogue with the messages that the code has now."""
    header, _, _ = text.partition("\n\n")
    known = read_po(BytesIO(text.encode()))
    catalog = extract(str(known.locale))
    for message in known:
        places = {place for place, _ in message.locations}
        if message.id and CLICK in places:
            catalog.add(message.id, message.string, [(CLICK, None)])  # type: ignore[list-item]
    for message in catalog:
        old = known.get(message.id)
        if message.id and old is not None:
            message.string = old.string
        message.flags.discard("python-format")
    body = BytesIO()
    write_po(body, catalog, 0, omit_header=True, sort_by_file=True, include_lineno=False)
    return f"{header}\n\n{body.getvalue().decode()}"


def compile_catalogue(file: Path) -> None:
    """Compile a catalogue beside itself, whole or not at all."""
    made = BytesIO()
    write_mo(made, read_po(BytesIO(file.read_bytes())))
    fresh = file.with_suffix(".tmp")
    fresh.write_bytes(made.getvalue())
    fresh.replace(file.with_suffix(".mo"))


def main() -> None:
    """Update and compile every catalogue."""
    for file in LOCALE.rglob("*.po"):
        file.write_text(updated(file.read_text("utf-8")), "utf-8", newline="\n")
        compile_catalogue(file)


if __name__ == "__main__":
    main()
