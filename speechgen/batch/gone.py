"""Documents of earlier runs whose row is no longer there."""

from collections.abc import Iterator

from speechgen.batch.options import Options
from speechgen.batch.output import Output
from speechgen.batch.plan import Plan
from speechgen.batch.prepare import Prepared
from speechgen.batch.remember import is_unnamed
from speechgen.batch.state import Known, State


def sweep(
    state: State, output: Output, ready: Prepared, maker: str, options: Options
) -> tuple[list[str], int]:
    """The documents that have gone and are there, and how many were removed (``--prune``).

    Removed is none that somebody edited, unless ``options.force``.
    """
    left: list[str] = []
    forgotten: list[str] = [known.name for known in state.earlier() if is_unnamed(known)]
    pruned = 0
    for known in _gone(state, ready.plan, maker):
        (stamp,) = output.stamps([known.name])
        if not stamp:
            forgotten.append(known.name)
        elif (
            options.prune
            and (options.force or _is_ours(known, stamp, output, ready.form))
            and _removed(known.name, output)
        ):
            forgotten.append(known.name)
            pruned += 1
        else:
            left.append(known.name)
    state.forget(forgotten)
    return left, pruned


def _gone(state: State, plan: Plan, maker: str) -> Iterator[Known]:
    """Documents that this outline asked for and no row asks for now.

    None where a row could not be read: any of them may be its document.
    """
    for known in () if plan.unnamed else state.earlier():
        if known.maker == maker and not is_unnamed(known) and not plan.has(known.name):
            yield known


def _is_ours(known: Known, stamp: str, output: Output, form: str) -> bool:
    """Whether nobody changed a document since it was written."""
    if stamp == known.stamp:
        return True
    from speechgen.word.read import State as Found

    return form == "docx" and output.state(known.name) is Found.OURS


def _removed(name: str, output: Output) -> bool:
    """Remove a document; not if the system does not let us, as where a program holds it open."""
    try:
        output.remove(name)
    except OSError:
        return False
    return True
