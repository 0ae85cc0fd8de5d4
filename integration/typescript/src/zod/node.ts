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
 * One thing wrong with a request.
 */
export const zFieldError = z.object({
    detail: z.string(),
    pointer: z.string()
});

/**
 * What answers, and that it does.
 */
export const zHealth = z.object({
    service: z.string(),
    status: z.enum(['ok', 'ready'])
});

/**
 * Leader
 *
 * Whether the key leads, and whose copy the workers work in.
 */
export const zLeader = z.object({
    github_username: z.string().nullable(),
    is_leader: z.boolean()
});

/**
 * LogLine
 *
 * One line of a log.
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
 * Why a request was refused (RFC 9457); clients act on `code`.
 */
export const zProblem = z.object({
    code: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
    detail: z.string(),
    errors: z.array(zFieldError),
    status: z.int().gte(400).lte(599),
    title: z.string(),
    type: z.url()
});

/**
 * RecordLogs
 *
 * Leave some log lines, which the node hands over to the coordinator.
 *
 * They are taken at once and sent on later, in batches; the oldest are dropped when too many wait.
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
 *
 * What succeeded has a pull request (a worker's, a leader's) or a repository (an aggregator's);
 * what failed has a reason. Reporting the same again changes nothing.
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
 * How the work of one role ended.
 */
export const zRoleResult = z.object({
    plan: z.string().nullable(),
    pull_request: z.string().nullable(),
    reason: z.string().nullable(),
    repository: zRepository.nullable(),
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
    submission: z.string().nullable(),
    work: z.string().nullable()
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
 * What the node did in one round.
 */
export const zRoundReport = z.object({
    distribution: zRoundList.nullable(),
    errors: z.array(z.string()),
    results: z.array(zRoleResult),
    round: z.int(),
    votes: z.array(zCastVote)
});

/**
 * TakenLogs
 *
 * What the node has taken.
 */
export const zTakenLogs = z.object({
    taken: z.int()
});

/**
 * Read this document as a page.
 */
export const zPageReadResponse = z.string();

/**
 * Read whether the service is alive.
 */
export const zHealthReadResponse = zHealth;

/**
 * Read the service's figures.
 */
export const zMetricsReadResponse = z.string();

/**
 * Read this document.
 */
export const zDescriptionReadResponse = z.record(z.string(), z.unknown());

/**
 * Read whether the service can work.
 */
export const zReadinessReadResponse = zHealth;

/**
 * Whether the key leads, and whose copy the workers work in.
 */
export const zLeaderReadResponse = zLeader;

/**
 * What the node has taken.
 */
export const zLogRecordResponse = zTakenLogs;

/**
 * What the node did in one round.
 */
export const zRoundReadResponse = zRoundReport;

/**
 * The result as the coordinator has recorded it.
 */
export const zResultReportResponse = zRecordedResult;

/** The schema of every call's answer. */
export const answers = {
  "GET /healthz": zHealthReadResponse,
  "GET /openapi.json": zDescriptionReadResponse,
  "GET /readyz": zReadinessReadResponse,
  "GET /v1/leaders/{round}/{staking_key}": zLeaderReadResponse,
  "POST /v1/logs": zLogRecordResponse,
  "GET /v1/rounds/{round}": zRoundReadResponse,
  "PUT /v1/rounds/{round}/results/{role}": zResultReportResponse,
} as const;
