"""The endpoints of a node."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.endpoint import Endpoint, Room
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.node.models import (
    Leader,
    ReadLeader,
    ReadRound,
    RecordedResult,
    RecordLogs,
    ReportResult,
    ResultRefused,
    RoundReport,
    TakenLogs,
)

REPORT_RESULT: Final = Endpoint(
    name="result.report",
    method="PUT",
    path="/v1/rounds/{round}/results/{role}",
    request=ReportResult,
    response=RecordedResult,
    scope="result:report",
    refusals=(Unavailable, ResultRefused),
)

RECORD_LOGS: Final = Endpoint(
    name="log.record",
    method="POST",
    path="/v1/logs",
    request=RecordLogs,
    response=TakenLogs,
    status=(202,),
    scope="log:write",
)

READ_ROUND: Final = Endpoint(
    name="round.read",
    method="GET",
    path="/v1/rounds/{round}",
    request=ReadRound,
    response=RoundReport,
    scope="round:read",
)

READ_LEADER: Final = Endpoint(
    name="leader.read",
    method="GET",
    path="/v1/leaders/{round}/{staking_key}",
    request=ReadLeader,
    response=Leader,
    refusals=(Unavailable,),
)

ENDPOINTS: Final = (REPORT_RESULT, RECORD_LOGS, READ_ROUND, READ_LEADER)

ROOM: Final = Room(
    about=(
        "A node works for one staking key in the rounds of one task. Its container reports to it, "
        "its operator reads what it did, and anybody may ask it who leads."
    ),
    subjects={
        "rounds": "What the node did in a round, and what its container reports of it.",
        "logs": "Log lines of the container, on their way to the coordinator.",
        "leaders": "Who leads in a round.",
    },
    endpoints=ENDPOINTS,
)
