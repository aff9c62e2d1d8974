"""Compile and render: from an outline to a document, top to bottom.

``compile_speech`` does once what does not depend on a variant; ``Speech.render`` does the rest,
as often as one likes.
"""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from speechgen.document.holes import fill
from speechgen.document.passes import run_passes
from speechgen.document.title import break_title
from speechgen.document.tree import Document, Form, Line, MadeOf, fill_line, plain
from speechgen.expand.build import Builder, Expansion
from speechgen.expand.compile import Compiler, text_environment
from speechgen.expand.fields import day_named
from speechgen.expand.lone import LoneText
from speechgen.expand.placeholders import tell_placeholders
from speechgen.expand.planner import Planner
from speechgen.expand.program import Program, Result
from speechgen.expand.scope import Mode
from speechgen.expand.template import Templates
from speechgen.expand.variables import Variables
from speechgen.layout.load import load_layout
from speechgen.layout.model import Layout
from speechgen.library.library import Library, open_library, open_reference
from speechgen.library.lock import FILE as LOCK
from speechgen.library.lock import Lock
from speechgen.outline.model import Outline, Variable
from speechgen.settings.load import Settings, find_settings
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError
from speechgen.source.nodes import Scalar
from speechgen.source.version import __version__

# Characters of all shapes kept: some hundreds of an ordinary speech, a few of an endless one.
_MOST_REMEMBERED = 4_000_000


class _Shape(NamedTuple):
    """What all variants share whose texts differ only in their values."""

    form: Form
    title: tuple[Line, ...]
    constants: tuple[str, ...]  # what stands in holes after those of the values
    values: int  # how many those are


class Speech:
    """A compiled outline, immutable: ``render`` never sees an earlier call.

    ``warnings`` are what compiling found worth telling; with ``remember`` its documents say what
    they were made from. Pickled as its sources, and compiled again where it arrives.
    """

    def __init__(
        self, outline: Outline, library: Library, layout: Layout, remember: bool = True
    ) -> None:
        self.remember = remember
        self.outline = outline
        self.library = library
        self.layout = layout
        self.variables = Variables(outline)
        report = Report()
        self._templates = Templates(library)
        self._plan = Planner(library, self._templates, report).plan(outline)
        compiler = Compiler(text_environment(library), outline, report)
        self._program: Program = compiler.program(self._plan)
        self._placeholders = tuple(compiler.placeholders)
        self._expressions = (*self._program.origins, None)  # typed text has the number -1
        self._shapes: dict[str, _Shape] = {}  # remembered work; what is in it changes no result
        self.warnings: tuple[Diagnostic, ...] = report.warnings()

    def __reduce__(self) -> tuple[type["Speech"], tuple[Outline, Library, Layout, bool]]:
        return Speech, (self.outline, self.library, self.layout, self.remember)

    @cached_property
    def digest(self) -> str:
        """A digest of all that its documents depend on but values: changed, they may change."""
        texts = (self.outline.text, self.layout.digest, self._templates.sources())
        made_of = (__version__, self.sources, texts)
        return sha256(repr(made_of).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """What its documents remember that they were made from, values aside."""
        return sources_of(self.outline, self.library, self.layout) if self.remember else ()

    @property
    def used_names(self) -> frozenset[str]:
        """The variables that some text of the outline names."""
        return self._program.names() & self.variables.names

    def beside(self, text: Scalar, condition: bool = False, further: str = "") -> LoneText:
        """A text that is no part of the speech but sees its variables; raises its faults (E20x).

        ``further`` is the name of one more value that it sees.
        """
        outline, mode = self.outline, Mode.WHEN if condition else Mode.LINE
        if further and further not in self.variables.names:
            name = Scalar(further, text.place, text.source, 0, 0, None)
            more = Variable(name, "", name)
            outline = outline._replace(vars=(*outline.vars, more))
        return LoneText(self._program.env, outline, text, mode)

    def render(self, values: Mapping[str, Any] | None = None) -> Document:
        """The document of one variant.

        ``values`` override the outline's ``vars``; names that the outline does not declare are
        left alone. Raises :class:`SpeechgenError` with every text that fails (E20x), a missing or
        ill-typed value (E21x), a fault inside a template (E30x), a number without a label (E402).
        """
        values = values or {}
        result = self._run(self.variables.merge(values))
        shape = self._shapes.get(result.text) or self._build(result)
        if shape.constants:
            shape, result = self._with_constants(shape, result)
        title = tuple(
            fill_line(line, result.values, result.origins, self._expressions)
            for line in shape.title
        )
        if not self.outline.title_is_broken:
            title = break_title(title, self.layout.title.width, self.layout.title.shape)
        return Document(
            title,
            shape.form,
            result.values,
            result.origins,
            self._expressions,
            day_named(fill(plain(shape.form.date), result.values)),
            self._made_of(values),
        )

    def _made_of(self, values: Mapping[str, Any]) -> MadeOf | None:
        if not self.remember:
            return None
        names = self.variables.names
        return MadeOf(self.sources, {name: values[name] for name in values if name in names})

    def warn_of_placeholders(self, values: Mapping[str, Any], report: Report) -> None:
        """Warn of what a skeleton left to be filled in (W213), as far as ``values`` does not."""
        tell_placeholders([*self._placeholders, *self.variables.placeholders(values)], report)

    def expand(self, values: Mapping[str, Any] | None = None) -> list[Expansion]:
        """What each template makes of its data, innermost first; raises as ``render`` does."""
        result = self._run(self.variables.merge(values or {}))
        report, expansions = Report(), list[Expansion]()
        Builder(self._templates, result, report, expansions).form(self._plan)
        report.check()
        return expansions

    def _run(self, variables: dict[str, Any]) -> Result:
        try:
            return self._program.run(variables)
        except SpeechgenError:
            raise
        except Exception as error:  # of whatever kind: told as diagnostics, text by text
            from speechgen.expand.diagnose import diagnose

            report = diagnose(self._program, variables, error)
        raise SpeechgenError(report.diagnostics)

    def _with_constants(self, shape: _Shape, result: Result) -> tuple[_Shape, Result]:
        """A shape whose constants follow these values, and the values with its constants."""
        if shape.values != len(result.values):  # values that are not printed are counted too
            shape = self._build(result)
        values = result.values + shape.constants
        origins = result.origins + (-1,) * len(shape.constants)
        return shape, Result(result.text, values, origins)

    def _build(self, result: Result) -> _Shape:
        report = Report()
        builder = Builder(self._templates, result, report)
        form = run_passes(builder.form(self._plan), report)
        title = tuple(builder.title(self._plan))
        shape = _Shape(form, title, tuple(builder.constants.added), len(result.values))
        report.check()
        size = sum(len(plain(block.runs)) for block in form.blocks) + 1
        while self._shapes and len(self._shapes) * size >= _MOST_REMEMBERED:
            self._shapes.pop(next(iter(self._shapes)), None)  # the oldest
        self._shapes[result.text] = shape
        return shape


def sources_of(outline: Outline, library: Library, layout: Layout) -> tuple[tuple[str, str], ...]:
    """Names with what they say of an outline, its library and its layout.

    No folder of this machine, no user, no password is in them.
    """
    said = {
        "version": __version__,
        "outline": Path(outline.file).name,
        "outline-digest": outline.digest,
        "library": library.name,
        "library-version": library.version,
        "layout": layout.name,
    }
    if library.origin is not None:
        locked = library.origin.locked
        local = "://" not in locked.git and "@" not in locked.git
        said["library-git"] = Path(locked.git).name if local else locked.git
        said["library-path"] = locked.path
        said["library-commit"] = locked.commit
    return tuple((name, text) for name, text in said.items() if text)


def compile_speech(
    outline: Outline,
    library: Library | None = None,
    layout: Layout | str | None = None,
    *,
    settings: Settings | None = None,
) -> Speech:
    """Bind an outline to a library and a layout, and compile it.

    Left out, ``library`` and ``layout`` are those that the outline names, else its project, else
    those that ship; ``layout`` may be the name of one in the library. ``settings`` are the
    project's; left out, they are looked for. Raises :class:`SpeechgenError` with everything that
    is wrong with outline, templates and layout.
    """
    settings = settings or find_settings(outline.file)
    library = library or library_of(outline, settings)
    if not isinstance(layout, Layout):
        layout = layout_of(outline, library, layout, settings=settings)
    return Speech(outline, library, layout, settings.remember)


def library_of(
    outline: Outline,
    settings: Settings | None = None,
    report: Report | None = None,
    lock: Lock | None = None,
) -> Library:
    """The library that an outline names, else the one of its project's settings, else the shipped.

    One in git is taken from the commit that ``lock`` says; left out, the ``speechgen.lock`` in the
    folder of the settings, else of the outline. What is to be told of that goes into ``report``.
    Raises what :func:`open_library` raises.
    """
    report, settings = report or Report(), settings or find_settings(outline.file)
    beside = Path(outline.file).parent
    lock = lock or Lock(lock_file(outline.file, settings))
    if outline.library is not None:
        return open_reference(outline.library, beside, lock, report)
    if settings.library is not None:
        return open_reference(settings.library, settings.folder or beside, lock, report)
    return open_library(report=report)


def lock_file(outline: str | Path, settings: Settings) -> Path:
    """Where the lock of an outline lies: beside its project's settings, else beside it.

    A path from the current folder where that is above it: it is shown.
    """
    path = (settings.folder or Path(outline).parent) / LOCK
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


def layout_of(
    outline: Outline, library: Library, name: str | None = None, *, settings: Settings | None = None
) -> Layout:
    """The layout of that name, else the one that the outline names, its project, or ``standard``.

    Raises E307 if the library has none of that name, and every fault of its file.
    """
    settings = settings or Settings()
    wanted, place = name or settings.layout or "standard", None
    if not name:
        place = settings.layout_place
    if outline.layout and not name:
        wanted, place = outline.layout.text, outline.layout.place
    path = library.layout_path(wanted, place)
    return load_layout(path, *library.layout_folders, read=library.read)
