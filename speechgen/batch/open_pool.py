"""Which pool does the work of a batch."""

from speechgen.batch.options import available_cores
from speechgen.batch.pools import Growing, Pool
from speechgen.batch.work import Job
from speechgen.batch.workplace import Workplace
from speechgen.source.messages import chosen_language


def open_pool(place: Workplace) -> Pool:
    """The pool that was asked for; raises E762 or E765 for a cluster of no use."""
    job, options = _job(place), place.options
    if options.scheduler:
        from speechgen.batch.cluster import open_cluster

        return open_cluster(job, options.scheduler)
    if options.executor is not None:
        from speechgen.batch.executors import Elsewhere

        return Elsewhere(job, options.executor, _workers_of(options.executor))
    return Growing(job, options.processes)


def _job(place: Workplace) -> Job:
    ready, options = place.ready, place.options
    return Job(
        ready.speech,
        ready.given,
        ready.form,
        place.output,
        ready.search,
        ready.identity,
        place.output.shared,
        options.force,
        options.fresh,
        chosen_language(),
        options.deflate,
    )


def _workers_of(executor: object) -> int:
    """How many workers an executor has, as far as it says; it is asked to do that much at once."""
    count = getattr(executor, "_max_workers", None)
    return count if isinstance(count, int) and count > 0 else available_cores()
