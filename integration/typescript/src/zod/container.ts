// Generated from docs/openapi/container.json by `npm run generate`: not to be edited.

import * as z from 'zod';

/**
 * Audit
 *
 * The verdict on a submission.
 */
export const zAudit = z.object({
    passed: z.boolean(),
    reason: z.string()
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
 * A todo to be.
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
 *
 * A worker's and a leader's has a pull request, a planner's its plan and the plan's digest, and
 * nothing else. The answer comes once the audit is done.
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
 * A job and how it stands.
 */
export const zJob = z.object({
    job: z.string(),
    pull_request: z.string().nullable(),
    reason: z.string().nullable(),
    repository: zRepository.nullable(),
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
    work: z.string().nullable()
});

/**
 * StartJob
 *
 * Start the work of one round, or learn how the same job stands.
 *
 * 202 is a new job, 200 the one that was started before for the same task, round and role. A
 * container takes only the roles that its status lists.
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
    job: z.string().nullable(),
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
    issues: z.array(zPlannedIssue).nullable(),
    plan: z.string().nullable(),
    pull_request: z.string().nullable(),
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
 * The verdict on a submission.
 */
export const zSubmissionAuditResponse = zAudit;

/**
 * A job and how it stands.
 */
export const zJobStartResponse = zJob;

/**
 * A job and how it stands.
 */
export const zJobCancelResponse = zJob;

/**
 * A job and how it stands.
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
  "GET /healthz": zHealthReadResponse,
  "GET /openapi.json": zDescriptionReadResponse,
  "GET /readyz": zReadinessReadResponse,
  "POST /v1/audits": zSubmissionAuditResponse,
  "POST /v1/jobs": zJobStartResponse,
  "GET /v1/jobs/{job}": zJobReadResponse,
  "DELETE /v1/jobs/{job}": zJobCancelResponse,
  "GET /v1/status": zStatusReadResponse,
  "GET /v1/submissions/{task}/{round}": zSubmissionReadResponse,
} as const;
