// Generated from docs/openapi/node.json by `npm run generate`: not to be edited.

import * as z from 'zod';

/**
 * CastVote
 *
 * The node's verdict on the submission of another key.
 */
export const zCastVote = z.object({
    passed: z.boolean(),
    reason: z.string(),
    staking_key: z.string(),
    submission: z.string()
});

/**
 * Leader
 *
 * Whether the key leads, and as whom the leader works; None when that cannot be told.
 */
export const zLeader = z.object({
    github_username: z.string().nullish().default(null),
    is_leader: z.boolean()
});

/**
 * LogLine
 *
 * One line of a log; `work` is the todo, issue or spec it is about.
 */
export const zLogLine = z.object({
    bounty: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/).nullish().default(null),
    level: z.enum([
        'debug',
        'info',
        'warning',
        'error'
    ]),
    logged_at: z.iso.datetime({ offset: true }),
    message: z.string().min(1).max(10000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    work: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/).nullish().default(null)
}).strict();

/**
 * A problem document (RFC 9457); clients act on `code`.
 */
export const zProblem = z.object({
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({
        detail: z.string(),
        pointer: z.string()
    })),
    status: z.int(),
    title: z.string(),
    type: z.string()
});

/**
 * RecordLogs
 *
 * Leave some log lines, which the node hands over to the coordinator.
 */
export const zRecordLogs = z.object({
    lines: z.array(zLogLine).min(1).max(1000)
}).strict();

/**
 * RecordedResult
 *
 * The result as the coordinator has recorded it.
 */
export const zRecordedResult = z.object({
    outcome: z.enum(['succeeded', 'failed']),
    role: z.enum([
        'worker',
        'leader',
        'aggregator',
        'planner'
    ]),
    round: z.int()
});

/**
 * Repository
 *
 * A repository on the forge.
 */
export const zRepository = z.object({
    name: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/),
    owner: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/)
}).strict();

/**
 * ReportResult
 *
 * Report how a job of the caller's container ended.
 */
export const zReportResult = z.object({
    outcome: z.enum(['succeeded', 'failed']),
    pull_request: z.string().max(500).regex(/^[a-z][a-z0-9+.-]{1,15}:\/\/[!-~]+$/).nullish().default(null),
    reason: z.string().min(1).max(2000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/).nullish().default(null),
    repository: zRepository.nullish().default(null),
    work: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
}).strict();

/**
 * RoleResult
 *
 * How the work of one role ended; `idle` means that there was none to be had, so far.
 */
export const zRoleResult = z.object({
    plan: z.string().nullish().default(null),
    pull_request: z.string().nullish().default(null),
    reason: z.string().nullish().default(null),
    repository: zRepository.nullish().default(null),
    role: z.enum([
        'worker',
        'leader',
        'aggregator',
        'planner'
    ]),
    state: z.enum([
        'succeeded',
        'failed',
        'refused',
        'idle'
    ]),
    submission: z.string().nullish().default(null),
    work: z.string().nullish().default(null)
});

/**
 * RoundList
 *
 * The round's list: computed by this node, written on the chain, applied by the coordinator.
 */
export const zRoundList = z.object({
    amounts: z.record(z.string(), z.int()),
    state: z.enum([
        'computed',
        'written',
        'applied'
    ])
});

/**
 * RoundReport
 *
 * What the node did in one round, and what went wrong in the last turn of it.
 */
export const zRoundReport = z.object({
    distribution: zRoundList.nullish().default(null),
    errors: z.array(z.string()),
    results: z.array(zRoleResult),
    round: z.int(),
    votes: z.array(zCastVote)
});

/**
 * TakenLogs
 *
 * How many lines the node has taken.
 */
export const zTakenLogs = z.object({
    taken: z.int()
});

/**
 * Whether the key leads, and as whom the leader works; None when that cannot be told.
 */
export const zLeaderReadResponse = zLeader;

/**
 * How many lines the node has taken.
 */
export const zLogRecordResponse = zTakenLogs;

/**
 * What the node did in one round, and what went wrong in the last turn of it.
 */
export const zRoundReadResponse = zRoundReport;

/**
 * The result as the coordinator has recorded it.
 */
export const zResultReportResponse = zRecordedResult;

/** The schema of every call's answer. */
export const answers = {
  "GET /v1/leaders/{round}/{staking_key}": zLeaderReadResponse,
  "POST /v1/logs": zLogRecordResponse,
  "GET /v1/rounds/{round}": zRoundReadResponse,
  "PUT /v1/rounds/{round}/results/{role}": zResultReportResponse,
} as const;
