"""The endpoints of a node."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.endpoint import Endpoint
from pro_me_the_us.node.models import RecordedResult, ReportResult, ResultRefused

REPORT_RESULT: Final = Endpoint(
    name="result.report",
    method="PUT",
    path="/v1/rounds/{round}/results/{role}",
    request=ReportResult,
    response=RecordedResult,
    scope="result:report",
    refusals=(ResultRefused,),
)

ENDPOINTS: Final = (REPORT_RESULT,)
