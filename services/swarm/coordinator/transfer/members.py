"""The members that documents of each collection are known to have."""

from __future__ import annotations

from typing import Final

_STORED: Final = frozenset({"_id", "__v", "createdAt", "updatedAt"})
_LOGGED: Final = _STORED | {"stakingKey", "swarmBountyId", "taskId", "todoUUID", "expiresAt"}
_CONVERSED: Final = _STORED | {"bounty_id", "content", "tools"}

_TOLD: Final = _STORED | {
    "repoOwner",
    "repoName",
    "swarmBountyId",
    "taskId",
    "stakingKey",
    "roundNumber",
    "assignedTo",
    "status",
}

MEMBERS: Final[dict[str, frozenset[str]]] = {
    "todos": _STORED
    | {
        "bountyType",
        "title",
        "description",
        "uuid",
        "bountyId",
        "issueUuid",
        "acceptanceCriteria",
        "repoOwner",
        "repoName",
        "dependencyTasks",
        "assignees",
        "assignedTo",
        "phasesData",
        "status",
    },
    "issues": _STORED
    | {
        "uuid",
        "title",
        "description",
        "bountyType",
        "repoOwner",
        "bountyId",
        "repoName",
        "aggregatorOwner",
        "aggregatorUrl",
        "forkOwner",
        "forkUrl",
        "assignees",
        "assignedTo",
        "status",
        "predecessorUuid",
    },
    "specs": _STORED
    | {
        "title",
        "description",
        "repoOwner",
        "repoName",
        "swarmBountyId",
        "taskId",
        "roundNumber",
        "assignedTo",
        "status",
    },
    "documentations": _TOLD | {"description"},
    "bugfinders": _TOLD,
    "systemprompts": _STORED | {"bountyId", "bountyType", "prompt"},
    "audits": _STORED
    | {
        "taskId",
        "roundNumber",
        "status",
        "todosProcessed",
        "issuesProcessed",
        "error",
        "bountyType",
    },
    "distributionresults": _STORED | {"taskId", "round", "positiveKeys", "negativeKeys"},
    "builderlogs": _LOGGED | {"logs"},
    "buildererrorlogs": _LOGGED | {"errors"},
    "builderconversations": _CONVERSED
    | {"githubUsername", "uuid", "taskType", "taskStage", "todoUUID", "prUrl"},
    "plannerconversations": _CONVERSED,
}
