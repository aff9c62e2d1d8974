"""Everything before the work: outline, library, layout, data and names, all checked."""

from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from speechgen.batch.choose import parse_rows
from speechgen.batch.columns import check_columns
from speechgen.batch.data import open_data
from speechgen.batch.leaks.identities import Gathering
from speechgen.batch.options import Options
from speechgen.batch.plan import Choose, Given, Plan, default_pattern, make_plan, typed_text
from speechgen.batch.rows.table import Row, Table
from speechgen.batch.seal import Seal, Watch
from speechgen.batch.work import Search
from speechgen.building import FORMATS, open_speech
from speechgen.expand.lone import LoneText
from speechgen.outline.variants import Variants, read_variants
from speechgen.source.diagnostic import Report, SpeechgenError, fail
from speechgen.source.messages import say
from speechgen.source.nodes import Scalar
from speechgen.speech import Speech
from speechgen.word.deflate import packer


class Prepared(NamedTuple):
    """A batch that is ready to run."""

    speech: Speech
    table: Table
    given: Given
    plan: Plan
    search: Search | None
    identity: tuple[str, ...]
    form: str
    seal: Seal | None = None  # on what it was read from


def prepare(outline: str | Path, options: Options, report: Report) -> Prepared:
    """Load, compile, read every row, settle every name; notes go into ``report``.

    Raises :class:`SpeechgenError` with all that is wrong at a stage.
    """
    _check_packer(options)
    untouched = Watch(outline)
    speech = open_speech(outline, options.layout, report)
    variants = read_variants(speech.outline.variants)
    form = _form(options.to)
    given = Given(dict(options.values), dict(options.over))
    speech.variables.unknown(given.over, report, error=True)
    speech.variables.unknown(given.under, report, error=False)
    identity = _identity(speech, variants, report)
    report.check()
    table = open_data(speech.outline.file, variants, options, report)
    pattern = _pattern(speech, variants, options)
    where = _condition(speech, options.where)
    name = speech.beside(pattern, further="row")
    brought = dict.fromkeys((column.partition(".")[0] for column in table.columns), "")
    speech.warn_of_placeholders({**given.under, **brought, **given.over}, report)
    check_columns(speech, table, given, [name, *([where] if where else [])], report)
    report.check()
    gathering = Gathering(identity)
    watch = gathering.add if options.leaks else None
    plan = make_plan(
        speech, table, pattern, given, f".{form}", _choose(speech, options, where), watch
    )
    if options.sample is not None:
        plan.spool.thin_out(options.sample)
    search = _search(gathering, variants, report) if options.leaks else None
    return Prepared(
        speech,
        table,
        given,
        plan,
        search,
        identity,
        form,
        untouched.seal(options, speech, table.source),
    )


def _search(gathering: Gathering, variants: Variants, report: Report) -> Search:
    """What documents are searched for; what is not looked for goes into ``report``."""
    identities = gathering.done()
    places = {name.text: name.place for name in variants.identity}
    report.diagnostics.extend(identities.notes(places))
    mentions = tuple(name.text for name in variants.mentions)
    level = variants.level.text if variants.level else ""
    said = repr((identities.names, sorted(identities.patterns.split("\n")), mentions, level))
    digest = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Search(identities, digest, mentions, level)


def _form(to: str) -> str:
    if to not in FORMATS:
        message = say("speechgen does not write .{format}", format=to)
        fail("E601", message, None, say("choose one of: {formats}", formats=", ".join(FORMATS)))
    return to


def _check_packer(options: Options) -> None:
    """E766 if what shall pack the documents is not there."""
    try:
        packer(options.deflate)
    except ImportError:
        hint = say("pip install {name}", name="'speechgen[fast]'")
        fail("E766", say("--deflate isal needs the package isal"), None, hint)


def _identity(speech: Speech, variants: Variants, report: Report) -> tuple[str, ...]:
    """The identity variables; E758 for one that the outline does not declare."""
    for name in (*variants.identity, *([variants.level] if variants.level else [])):
        speech.variables.declared(name, report)
    return tuple(name.text for name in variants.identity)


def _pattern(speech: Speech, variants: Variants, options: Options) -> Scalar:
    if options.name:
        return typed_text(options.name, "--name")
    stem = Path(speech.outline.file).stem.replace("{", "(").replace("}", ")")
    return variants.name or typed_text(default_pattern(stem), "--name")


def _condition(speech: Speech, where: str | None) -> LoneText | None:
    return speech.beside(typed_text(where, "--where"), condition=True) if where else None


def _choose(speech: Speech, options: Options, where: LoneText | None) -> Choose:
    """Which rows are made: by number, and by condition."""
    numbers = parse_rows(options.rows) if options.rows else None

    def choose(row: Row, values: dict[str, Any]) -> bool:
        if numbers is not None and row.number not in numbers:
            return False
        return where is None or _holds(speech, where, values)

    return choose


def _holds(speech: Speech, where: LoneText, values: dict[str, Any]) -> bool:
    try:
        merged = speech.variables.merge(values)
    except SpeechgenError:  # the row is at fault, and told when its turn comes
        return True
    return where.holds(merged)
