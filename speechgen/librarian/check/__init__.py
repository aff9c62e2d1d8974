"""The check of a library: everything that is wrong with it, at once, each thing with its place."""

from collections.abc import Callable

from speechgen.librarian.check.files import check_files
from speechgen.librarian.check.manifest import check_manifest
from speechgen.librarian.check.names import check_names
from speechgen.librarian.check.outlines import check_outlines
from speechgen.librarian.check.parts import check_parts
from speechgen.librarian.check.templates import check_templates
from speechgen.librarian.check.versions import check_versions
from speechgen.librarian.migrations.load import check_migrations
from speechgen.library.library import Library
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError

CHECKS: tuple[Callable[[Library, Report], None], ...] = (
    check_manifest,
    check_names,
    check_templates,
    check_parts,
    check_outlines,
    check_files,
    check_versions,
    check_migrations,
)


def check_library(library: Library) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a library's own files, sorted by place; nothing if it is sound.

    What it builds on is read where it is used, and not checked. Raises :class:`SpeechgenError` if
    that cannot be opened.
    """
    report = Report()
    assert library.chain  # what it builds on is there
    for check in CHECKS:
        try:
            check(library, report)
        except SpeechgenError as error:
            report.take(error)
    return SpeechgenError(dict.fromkeys(report.diagnostics)).diagnostics
