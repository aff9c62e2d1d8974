"""The Jinja environment: sandboxed, with limits, undefined is an error, mappings before methods."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from speechgen.expand.empty_strong import with_edges
from speechgen.expand.filters import ValueFault, all_filters, counted_range, joined
from speechgen.expand.limits import CALL, check_operation
from speechgen.expand.siblings import TextEntry
from speechgen.source.messages import say

# The attributes of plain values that a template may use: those that build nothing large.
_TEXT = frozenset(
    "startswith endswith strip lstrip rstrip removeprefix removesuffix split rsplit "
    "partition rpartition upper lower capitalize title count find rfind index isdigit isalpha "
    "isalnum isspace".split()
)
_SAFE: tuple[tuple[type, frozenset[str]], ...] = (
    (str, _TEXT),
    (dict, frozenset({"items", "keys", "values", "get"})),
    (list, frozenset({"index", "count"})),
    (tuple, frozenset({"index", "count"})),
    (date, frozenset({"year", "month", "day"})),
    (Decimal, frozenset()),
)
_GLOBALS = ("dict", "cycler", "joiner", "namespace")


class Environment(ImmutableSandboxedEnvironment):
    """Jinja as outlines and section templates know it.

    ``transform`` is done to every parsed template on top of the counting of loops.
    """

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def __init__(
        self,
        loader: BaseLoader | None = None,
        finalize: Callable[..., Any] | None = None,
        templates: bool = False,
    ) -> None:
        super().__init__(
            loader=loader,
            finalize=finalize,
            undefined=StrictUndefined,
            autoescape=True,
            optimized=False,  # there are few constants to fold, and looking for them takes long
            keep_trailing_newline=True,
            trim_blocks=templates,
            lstrip_blocks=templates,
            cache_size=-1,
        )
        self.filters = all_filters()
        self.globals = {name: DEFAULT_NAMESPACE[name] for name in _GLOBALS}
        self.globals["range"] = counted_range

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        counted: nodes.Template = Counting().visit(template)
        counted.set_environment(self)
        return counted

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``x.items`` means the key ``items`` where ``x`` is a mapping that has one."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, TextEntry) and (text := obj.field(attribute)) is not None:
            return text
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``x['lead']``, and ``map(attribute='lead')``: the field of an entry too."""
        if isinstance(obj, TextEntry) and isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute; a short list for plain values."""
        for kind, allowed in _SAFE:
            if isinstance(obj, kind):
                return attr in allowed
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An arithmetic operation, if its result is not too large."""
        check_operation(operator, left, right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return joined(context, [left, right])
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, str | list | tuple):
            context.parent["_run"].budget.print(len(result))
        return result

    def wrap_str_format(self, value: Any) -> None:
        """``str.format`` stays closed: it could build a text of any length."""

    def call_filter(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """A filter by its name, as ``map`` and ``select`` call it; not those of our own making."""
        if name.startswith("_"):
            raise ValueFault(say("there is no filter '{name}'", name=name))
        return super().call_filter(name, *args, **kwargs)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """A call from a template, counted."""
        __context.parent["_run"].budget.tick(CALL)
        return super().call(__context, __obj, *args, **kwargs)


class Counting(NodeTransformer):
    """Puts a tick into every loop body and before every include, a ceiling on ``~``; edges."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        """A loop: one tick a turn."""
        self.generic_visit(node)
        node.body.insert(0, _tick(node.lineno))
        return node

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.TemplateData:  # noqa: N802
        """Typed text: an edge where strong text meets a tag."""
        node.data = with_edges(node.data)
        return node

    def visit_Include(self, node: nodes.Include) -> list[nodes.Node]:  # noqa: N802
        """An include: one tick."""
        return [_tick(node.lineno), node]

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        """``a ~ b``: through a filter that knows the limit."""
        self.generic_visit(node)
        items = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(items, "_concat", [], [], None, None, lineno=node.lineno)


def _tick(lineno: int) -> nodes.ExprStmt:
    nothing = nodes.Const(None, lineno=lineno)
    counted = nodes.Filter(nothing, "_tick", [], [], None, None, lineno=lineno)
    return nodes.ExprStmt(counted, lineno=lineno)
