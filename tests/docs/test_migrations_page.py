"""docs/migrations.md says what the code says."""

from speechgen.librarian.migrations.changes import APPLY
from speechgen.librarian.migrations.format import CHANGES, MIGRATION

from .pages import chapter, code, first_code, table

PAGE = "docs/migrations.md"


def test_keys_of_a_file() -> None:
    rows = table(chapter(PAGE, "The file"), "key")
    assert first_code(rows) == [field.name for field in MIGRATION.fields]


def test_changes() -> None:
    rows = table(chapter(PAGE, "The changes"), "change")
    told = {code(row[0])[0]: code(row[1]) for row in rows}
    assert told == {name: [f.name for f in shape.fields] for name, shape in CHANGES.items()}
    assert APPLY.keys() == CHANGES.keys()
