"""The endpoints of a container."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.container.models import (
    Audit,
    AuditSubmission,
    CancelJob,
    ContainerBusy,
    Job,
    JobUnknown,
    NoSubmission,
    ReadJob,
    ReadStatus,
    ReadSubmission,
    StartJob,
    Status,
    Submission,
)
from pro_me_the_us.endpoint import Endpoint, Room
from pro_me_the_us.errors import Unavailable

START_JOB: Final = Endpoint(
    name="job.start",
    method="POST",
    path="/v1/jobs",
    request=StartJob,
    response=Job,
    status=(202, 200),
    scope="job:start",
    refusals=(ContainerBusy,),
)

READ_JOB: Final = Endpoint(
    name="job.read",
    method="GET",
    path="/v1/jobs/{job}",
    request=ReadJob,
    response=Job,
    scope="job:read",
    refusals=(JobUnknown,),
)

CANCEL_JOB: Final = Endpoint(
    name="job.cancel",
    method="DELETE",
    path="/v1/jobs/{job}",
    request=CancelJob,
    response=Job,
    scope="job:cancel",
    refusals=(JobUnknown,),
)

READ_SUBMISSION: Final = Endpoint(
    name="submission.read",
    method="GET",
    path="/v1/submissions/{task}/{round}",
    request=ReadSubmission,
    response=Submission,
    scope="submission:read",
    refusals=(NoSubmission,),
)

AUDIT: Final = Endpoint(
    name="submission.audit",
    method="POST",
    path="/v1/audits",
    request=AuditSubmission,
    response=Audit,
    scope="submission:audit",
    refusals=(Unavailable,),
)

READ_STATUS: Final = Endpoint(
    name="status.read",
    method="GET",
    path="/v1/status",
    request=ReadStatus,
    response=Status,
    scope="status:read",
)

ENDPOINTS: Final = (START_JOB, READ_JOB, CANCEL_JOB, READ_SUBMISSION, AUDIT, READ_STATUS)

ROOM: Final = Room(
    about=(
        "A container does the work of a node: one job at a time, whose result the node publishes. "
        "It is commanded by the node itself, with tokens that the node has not delegated."
    ),
    subjects={
        "jobs": "The work of one role in one round.",
        "submissions": "Finished work, as the node publishes it.",
        "audits": "Verdicts on what others submitted.",
        "status": "Whether the container is free, and what it can do.",
    },
    endpoints=ENDPOINTS,
)
