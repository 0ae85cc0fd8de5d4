"""What is done for a job belongs to the trace of its order, whenever and in whichever thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swarm.tracing import resume

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from swarm.container.records import Job


def span_of(job: Job) -> AbstractContextManager[None]:
    """A span for what is done meanwhile; its lines tell the job's task and round."""
    return resume(job.trace, task=job.order.task, round=job.order.round)
