"""The endpoints of a container."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.container.models import (
    Audit,
    AuditSubmission,
    ContainerBusy,
    Job,
    JobUnknown,
    NoSubmission,
    ReadJob,
    ReadSubmission,
    StartJob,
    Submission,
)
from pro_me_the_us.endpoint import Endpoint

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
)

ENDPOINTS: Final = (START_JOB, READ_JOB, READ_SUBMISSION, AUDIT)
