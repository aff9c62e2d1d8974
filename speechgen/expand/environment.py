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
from speechgen.expand.filters import ValueFault, all_filters, all_tests, counted_range, joined
from speechgen.expand.limits import CALL, INCLUDE, check_operation
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
_BACKWARDS = frozenset("rfind rindex rsplit rpartition".split())  # slow where much repeats
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
        self.tests = all_tests()
        self.templates = templates
        self.globals = {name: DEFAULT_NAMESPACE[name] for name in _GLOBALS}
        self.globals["range"] = counted_range

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        repeats = self.templates or next(template.find_all(_REPEATING), None) is not None
        counted: nodes.Template = (Weighing() if repeats else Counting()).visit(template)
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
        budget = context.parent["_run"].budget
        budget.weigh(left)
        budget.weigh(right)
        check_operation(operator, left, right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return joined(context, [left, right])
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, str | list | tuple):
            budget.print(len(result))
        return result

    def wrap_str_format(self, value: Any) -> None:
        """``str.format`` stays closed: it could build a text of any length."""

    def call_filter(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """A filter by its name, as ``map`` and ``select`` call it; not those of our own making."""
        if name.startswith("_"):
            raise ValueFault(say("there is no filter '{name}'", name=name))
        return super().call_filter(name, *args, **kwargs)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """A call from a template, counted; it pays for what it is given."""
        budget = __context.parent["_run"].budget
        budget.tick(CALL)
        for argument in (*args, *kwargs.values()):
            budget.weigh(argument)
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str | list | tuple | dict):
            budget.weigh(owner)
            if __obj.__name__ in _BACKWARDS and args and isinstance(args[0], str):
                budget.handle(len(owner) * len(args[0]))  # what it takes at worst
        result = super().call(__context, __obj, *args, **kwargs)
        if type(result) is list:
            budget.handle(len(result))
        return result


class Counting(NodeTransformer):
    """Puts a tick into every loop body and before every include, a ceiling on ``~``; edges."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802
        """A loop: one tick a turn, more of them if there is much in it."""
        node.body.insert(0, _tick(node.lineno, _steps(node.body)))
        self.generic_visit(node)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802
        """A macro: its call is counted, and what is in it."""
        node.body.insert(0, _tick(node.lineno, _steps(node.body)))
        self.generic_visit(node)
        return node

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.TemplateData:  # noqa: N802
        """Typed text: an edge where strong text meets a tag."""
        node.data = with_edges(node.data)
        return node

    def visit_Include(self, node: nodes.Include) -> list[nodes.Node]:  # noqa: N802
        """An include: as many ticks as it takes turns of a loop."""
        self.generic_visit(node)
        return [_tick(node.lineno, INCLUDE), node]

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        """``a ~ b``: through a filter that knows the limit."""
        self.generic_visit(node)
        items = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(items, "_concat", [], [], None, None, lineno=node.lineno)


class Weighing(Counting):
    """The same for what may run many times: what operators look through is paid for too."""

    def visit_Template(self, node: nodes.Template) -> nodes.Template:  # noqa: N802
        """A template, which a loop may include: what is in it is counted."""
        steps = _steps(node.body)
        self.generic_visit(node)
        if steps > 1:
            node.body.insert(0, _tick(node.lineno, steps))
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802
        """A comparison, ``in`` among them: both sides."""
        self.generic_visit(node)
        node.expr = _weighed(node.expr)
        for operand in node.ops:
            operand.expr = _weighed(operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Getitem:  # noqa: N802
        """A slice, which is a copy; a key, which is hashed."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _weighed(node.node)
        else:
            node.arg = _weighed(node.arg)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Pair:  # noqa: N802
        """A key of a mapping that is written out."""
        self.generic_visit(node)
        node.key = _weighed(node.key)
        return node


_REPEATING = (nodes.For, nodes.Macro, nodes.CallBlock)
_NODES_A_TICK = 40


def _steps(body: list[nodes.Node]) -> int:
    """How many ticks the nodes of a body are worth; those of a loop in it count there."""
    found, waiting = 0, list(body)
    while waiting:
        node = waiting.pop()
        found += 1
        if not isinstance(node, nodes.For | nodes.Macro):
            waiting += node.iter_child_nodes()
    return 1 + found // _NODES_A_TICK


def _weighed(node: nodes.Expr) -> nodes.Expr:
    if isinstance(node, nodes.Const):
        return node
    return nodes.Filter(node, "_weigh", [], [], None, None, lineno=node.lineno)


def _tick(lineno: int, steps: int) -> nodes.ExprStmt:
    number = nodes.Const(steps, lineno=lineno)
    counted = nodes.Filter(number, "_tick", [], [], None, None, lineno=lineno)
    return nodes.ExprStmt(counted, lineno=lineno)
