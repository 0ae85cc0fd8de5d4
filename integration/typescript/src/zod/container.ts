// Generated from docs/openapi/container.json by `npm run generate`: not to be edited.

import * as z from 'zod';

/**
 * Audit
 *
 * The verdict on a submission, and why.
 */
export const zAudit = z.object({
    passed: z.boolean(),
    reason: z.string()
});

/**
 * PlannedPhase
 *
 * One step of the work on a todo.
 */
export const zPlannedPhase = z.object({
    prompt: z.string().min(1).max(50000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    tools: z.array(z.string().max(200).regex(/^[^\x00-\x1f\x7f]+$/)).max(100)
}).strict();

/**
 * PlannedTodo
 *
 * A todo to be; `dependencies` are todos that must be approved before it.
 */
export const zPlannedTodo = z.object({
    acceptance_criteria: z.array(z.string().min(1).max(50000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/)).min(1).max(100),
    dependencies: z.array(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)).max(100).optional().default([]),
    description: z.string().min(1).max(50000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    phases: z.array(zPlannedPhase).min(1).max(100),
    title: z.string().max(200).regex(/^[^\x00-\x1f\x7f]+$/),
    uuid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
}).strict();

/**
 * PlannedIssue
 *
 * An issue to be; it opens once its predecessor is approved.
 */
export const zPlannedIssue = z.object({
    description: z.string().min(1).max(50000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    predecessor: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/).nullish().default(null),
    title: z.string().max(200).regex(/^[^\x00-\x1f\x7f]+$/),
    todos: z.array(zPlannedTodo).min(1).max(20000),
    uuid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
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
 * Repository
 *
 * A repository on the forge.
 */
export const zRepository = z.object({
    name: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/),
    owner: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/)
}).strict();

/**
 * AuditSubmission
 *
 * Audit somebody's submission.
 */
export const zAuditSubmission = z.object({
    bounty: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    github_username: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/),
    issues: z.array(zPlannedIssue).max(1000).nullish().default(null),
    plan: z.string().regex(/^[0-9a-f]{64}$/).nullish().default(null),
    pull_request: z.string().max(500).regex(/^[a-z][a-z0-9+.-]{1,15}:\/\/[!-~]+$/).nullish().default(null),
    repository: zRepository,
    role: z.enum([
        'worker',
        'leader',
        'planner'
    ]),
    round: z.int().gte(0).lte(2147483647),
    staking_key: z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/),
    task: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    token: z.string().max(4096).regex(/^[A-Za-z0-9_.-]+$/),
    work: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
}).strict();

/**
 * Job
 *
 * A job and how it stands; `idle` means that there was no work to be had.
 */
export const zJob = z.object({
    job: z.string(),
    pull_request: z.string().nullish().default(null),
    reason: z.string().nullish().default(null),
    repository: zRepository.nullish().default(null),
    role: z.enum([
        'worker',
        'leader',
        'aggregator',
        'planner'
    ]),
    round: z.int(),
    state: z.enum([
        'running',
        'succeeded',
        'idle',
        'failed'
    ]),
    work: z.string().nullish().default(null)
});

/**
 * StartJob
 *
 * Start the work of one round, or learn how the same job stands.
 */
export const zStartJob = z.object({
    attestation: z.string().max(4096).regex(/^[1-9A-HJ-NP-Za-km-z]+$/),
    role: z.enum([
        'worker',
        'leader',
        'aggregator',
        'planner'
    ]),
    round: z.int().gte(0).lte(2147483647),
    task: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    token: z.string().max(4096).regex(/^[A-Za-z0-9_.-]+$/)
}).strict();

/**
 * Status
 *
 * Whether the container works, on which of the caller's jobs, and what it can do.
 */
export const zStatus = z.object({
    job: z.string().nullish().default(null),
    roles: z.array(z.enum([
        'worker',
        'leader',
        'aggregator',
        'planner'
    ])),
    state: z.enum(['busy', 'free'])
});

/**
 * Submission
 *
 * The finished work of a round, as the node publishes it.
 */
export const zSubmission = z.object({
    bounty: z.string(),
    github_username: z.string(),
    issues: z.array(zPlannedIssue).nullish().default(null),
    plan: z.string().nullish().default(null),
    pull_request: z.string().nullish().default(null),
    repository: zRepository,
    role: z.enum([
        'worker',
        'leader',
        'planner'
    ]),
    round: z.int(),
    task: z.string(),
    work: z.string()
});

/**
 * The verdict on a submission, and why.
 */
export const zSubmissionAuditResponse = zAudit;

/**
 * A job and how it stands; `idle` means that there was no work to be had.
 */
export const zJobStartResponse = zJob;

/**
 * A job and how it stands; `idle` means that there was no work to be had.
 */
export const zJobCancelResponse = zJob;

/**
 * A job and how it stands; `idle` means that there was no work to be had.
 */
export const zJobReadResponse = zJob;

/**
 * Whether the container works, on which of the caller's jobs, and what it can do.
 */
export const zStatusReadResponse = zStatus;

/**
 * The finished work of a round, as the node publishes it.
 */
export const zSubmissionReadResponse = zSubmission;

/** The schema of every call's answer. */
export const answers = {
  "POST /v1/audits": zSubmissionAuditResponse,
  "POST /v1/jobs": zJobStartResponse,
  "GET /v1/jobs/{job}": zJobReadResponse,
  "DELETE /v1/jobs/{job}": zJobCancelResponse,
  "GET /v1/status": zStatusReadResponse,
  "GET /v1/submissions/{task}/{round}": zSubmissionReadResponse,
} as const;
