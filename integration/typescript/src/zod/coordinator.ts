// Generated from docs/openapi/coordinator.json by `npm run generate`: not to be edited.

import * as z from 'zod';

/**
 * ApplyAudit
 *
 * Apply the distribution list that the chain has for one round of a task.
 *
 * Work of keys that the list pays is approved, that of others rejected. 200 says what came of it,
 * now or before; 202 says that somebody else is about to apply it.
 */
export const zApplyAudit = z.record(z.string(), z.never());

/**
 * Assignee
 *
 * Who was given a piece of work, and what came of it.
 */
export const zAssignee = z.object({
    github_username: z.string(),
    outcome: z.enum([
        'failed',
        'expired',
        'approved',
        'rejected'
    ]).nullable(),
    pull_request: z.string().nullable(),
    round: z.int(),
    staking_key: z.string()
});

/**
 * CheckSubmission
 *
 * Ask whether a submission matches an assignment.
 *
 * A worker's and a leader's has a pull request, a planner's the digest of its plan.
 */
export const zCheckSubmission = z.object({
    bounty: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    plan: z.string().regex(/^[0-9a-f]{64}$/).nullish().default(null),
    pull_request: z.string().max(500).regex(/^[a-z][a-z0-9+.-]{1,15}:\/\/[!-~]+$/).nullish().default(null),
    role: z.enum([
        'worker',
        'leader',
        'planner'
    ]),
    round: z.int().gte(0).lte(2147483647),
    staking_key: z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/)
}).strict();

/**
 * ClaimAggregation
 *
 * Claim the next issue that needs an aggregator, for the caller's key in one round.
 *
 * 201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
 * issue waits for an aggregator now.
 */
export const zClaimAggregation = z.object({
    github_username: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/),
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * ClaimIssue
 *
 * Claim the next issue whose todos are all approved, for the caller's key in one round.
 *
 * 201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
 * issue waits for a leader now.
 */
export const zClaimIssue = z.object({
    github_username: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/),
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * ClaimSpec
 *
 * Claim the oldest spec that waits for a plan, for the caller's key in one round.
 *
 * 201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
 * spec waits now.
 */
export const zClaimSpec = z.object({
    github_username: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/),
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * ClaimTodo
 *
 * Claim the next todo for the caller's key in one round.
 *
 * Todos of the bounty that is furthest come first, then the oldest. 201 is a new claim, 200 the
 * one that the key holds in this round already, 204 says that no todo is open now.
 */
export const zClaimTodo = z.object({
    github_username: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/),
    round: z.int().gte(0).lte(2147483647)
}).strict();

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
 * IssuePullRequest
 *
 * A leader's pull request as registered.
 */
export const zIssuePullRequest = z.object({
    issue: z.string(),
    stage: z.enum(['draft', 'final']),
    url: z.string()
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
 * Message
 *
 * One message of an agent's conversation.
 */
export const zMessage = z.object({
    bounty: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    content: z.string().min(1).max(50000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    github_username: z.string().max(39).regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*$/),
    pull_request: z.string().max(500).regex(/^[a-z][a-z0-9+.-]{1,15}:\/\/[!-~]+$/).nullish().default(null),
    role: z.enum([
        'worker',
        'leader',
        'planner'
    ]),
    sent_at: z.iso.datetime({ offset: true }),
    stage: z.enum(['task', 'audit']),
    tools: z.array(z.string().max(200).regex(/^[^\x00-\x1f\x7f]+$/)).max(100),
    uuid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    work: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
}).strict();

/**
 * Phase
 *
 * One step of the work on a todo.
 */
export const zPhase = z.object({
    prompt: z.string(),
    tools: z.array(z.string())
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
 * PullRequest
 *
 * A pull request as registered.
 */
export const zPullRequest = z.object({
    stage: z.enum(['draft', 'final']),
    todo: z.string(),
    url: z.string()
});

/**
 * RecordLogs
 *
 * Leave some log lines; a line that is known already is not stored again.
 *
 * So a batch whose answer was lost may be sent again.
 */
export const zRecordLogs = z.object({
    lines: z.array(zLogLine).min(1).max(1000)
}).strict();

/**
 * RecordMessages
 *
 * Leave some messages; one whose uuid is known already is not stored again.
 *
 * So a batch whose answer was lost may be sent again.
 */
export const zRecordMessages = z.object({
    messages: z.array(zMessage).min(1).max(1000)
}).strict();

/**
 * Recorded
 *
 * What was kept of a batch.
 */
export const zRecorded = z.object({
    stored: z.int()
});

/**
 * RegisterIssuePullRequest
 *
 * Register the draft, then the final pull request of a claimed issue.
 *
 * Only the node itself may register the final one, which must have the draft's URL. Registering
 * the same again changes nothing.
 */
export const zRegisterIssuePullRequest = z.object({
    round: z.int().gte(0).lte(2147483647),
    stage: z.enum(['draft', 'final']),
    url: z.string().max(500).regex(/^[a-z][a-z0-9+.-]{1,15}:\/\/[!-~]+$/)
}).strict();

/**
 * RegisterPullRequest
 *
 * Register the draft, then the final pull request of a claimed todo.
 *
 * Only the node itself may register the final one, which must have the draft's URL. Registering
 * the same again changes nothing.
 */
export const zRegisterPullRequest = z.object({
    round: z.int().gte(0).lte(2147483647),
    stage: z.enum(['draft', 'final']),
    url: z.string().max(500).regex(/^[a-z][a-z0-9+.-]{1,15}:\/\/[!-~]+$/)
}).strict();

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
 * AggregationClaim
 *
 * An issue to aggregate, leased to the caller until `expires_at`.
 */
export const zAggregationClaim = z.object({
    bounty: z.string(),
    branch: z.string(),
    expires_at: z.iso.datetime({ offset: true }),
    issue: z.string(),
    repository: zRepository,
    title: z.string()
});

/**
 * Bounty
 *
 * A bounty as registered.
 */
export const zBounty = z.object({
    created_at: z.iso.datetime({ offset: true }),
    description: z.string(),
    id: z.string(),
    repository: zRepository,
    status: z.enum([
        'initialized',
        'in_progress',
        'done',
        'failed'
    ]),
    title: z.string()
});

/**
 * BountyPage
 *
 * Some bounties, the newest first.
 */
export const zBountyPage = z.object({
    items: z.array(zBounty),
    next: z.string().nullable()
});

/**
 * CreateBounty
 *
 * Register a funded piece of work.
 *
 * It waits as a spec until a planner has cut it into issues and todos.
 */
export const zCreateBounty = z.object({
    description: z.string().min(1).max(50000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    repository: zRepository,
    system_prompt: z.string().min(1).max(50000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    title: z.string().max(200).regex(/^[^\x00-\x1f\x7f]+$/)
}).strict();

/**
 * Issue
 *
 * An issue and where it stands.
 */
export const zIssue = z.object({
    bounty: z.string(),
    branch: z.string(),
    issue: z.string(),
    repository: zRepository,
    status: z.enum([
        'initialized',
        'aggregator_pending',
        'in_progress',
        'assign_pending',
        'assigned',
        'in_review',
        'approved',
        'submitted',
        'merged',
        'failed'
    ]),
    title: z.string()
});

/**
 * IssueClaim
 *
 * An issue to bring together, leased to the caller until `expires_at`.
 */
export const zIssueClaim = z.object({
    aggregator: zRepository,
    bounty: z.string(),
    branch: z.string(),
    description: z.string(),
    expires_at: z.iso.datetime({ offset: true }),
    issue: z.string(),
    pull_requests: z.array(z.string()),
    repository: zRepository,
    system_prompt: z.string(),
    target_branch: z.string(),
    title: z.string()
});

/**
 * RegisterAggregator
 *
 * Register the aggregator's repository; the issue's todos open.
 *
 * Only the node itself may do so. Registering the same again changes nothing.
 */
export const zRegisterAggregator = z.object({
    repository: zRepository,
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * ReturnIssue
 *
 * Give back an issue that could not be aggregated or brought together.
 *
 * Somebody else may then claim it. Giving it back again changes nothing.
 */
export const zReturnIssue = z.object({
    reason: z.string().min(1).max(2000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * ReturnSpec
 *
 * Give back a claimed spec that could not be planned.
 *
 * Somebody else may then claim it. Giving it back again changes nothing.
 */
export const zReturnSpec = z.object({
    reason: z.string().min(1).max(2000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * ReturnTodo
 *
 * Give back a claimed todo that could not be done.
 *
 * Somebody else may then claim it. Giving it back again changes nothing.
 */
export const zReturnTodo = z.object({
    reason: z.string().min(1).max(2000).regex(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$/),
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * RoundAudit
 *
 * What the round's distribution list came to; applied once, however often it is asked for.
 */
export const zRoundAudit = z.object({
    applied: z.boolean(),
    approved: z.int(),
    rejected: z.int(),
    round: z.int(),
    task: z.string()
});

/**
 * Spec
 *
 * A spec and where it stands.
 */
export const zSpec = z.object({
    spec: z.string(),
    status: z.enum([
        'initialized',
        'in_progress',
        'in_review',
        'done',
        'failed'
    ])
});

/**
 * SpecClaim
 *
 * A spec to plan, leased to the caller until `expires_at`.
 */
export const zSpecClaim = z.object({
    description: z.string(),
    expires_at: z.iso.datetime({ offset: true }),
    repository: zRepository,
    spec: z.string(),
    system_prompt: z.string(),
    title: z.string()
});

/**
 * StoredPlan
 *
 * A plan as stored.
 */
export const zStoredPlan = z.object({
    digest: z.string(),
    issues: z.int(),
    spec: z.string(),
    todos: z.int()
});

/**
 * SubmissionCheck
 *
 * The assignment that the submission matches.
 */
export const zSubmissionCheck = z.object({
    pull_requests: z.array(z.string()),
    system_prompt: z.string(),
    work: z.string()
});

/**
 * SubmitPlan
 *
 * Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept.
 *
 * Names are unlike each other and all that is stored; what depends on what names what there is,
 * and nothing waits for itself. Submitting the same plan again changes nothing.
 */
export const zSubmitPlan = z.object({
    issues: z.array(zPlannedIssue).min(1).max(1000),
    round: z.int().gte(0).lte(2147483647)
}).strict();

/**
 * Todo
 *
 * A todo and where it stands.
 */
export const zTodo = z.object({
    branch: z.string(),
    issue: z.string(),
    repository: zRepository,
    status: z.enum([
        'initialized',
        'in_progress',
        'in_review',
        'approved',
        'merged',
        'failed'
    ]),
    title: z.string(),
    todo: z.string()
});

/**
 * TodoClaim
 *
 * A todo, leased to the caller until `expires_at`.
 */
export const zTodoClaim = z.object({
    acceptance_criteria: z.array(z.string()),
    bounty: z.string(),
    branch: z.string(),
    dependency_pull_requests: z.array(z.string()),
    description: z.string(),
    expires_at: z.iso.datetime({ offset: true }),
    issue: z.string(),
    phases: z.array(zPhase),
    repository: zRepository,
    system_prompt: z.string(),
    title: z.string(),
    todo: z.string()
});

/**
 * TodoProgress
 *
 * Where a todo stands.
 */
export const zTodoProgress = z.object({
    assignees: z.array(zAssignee),
    status: z.enum([
        'initialized',
        'in_progress',
        'in_review',
        'approved',
        'merged',
        'failed'
    ]),
    title: z.string(),
    todo: z.string()
});

/**
 * IssueProgress
 *
 * Where an issue stands, with its todos in the plan's order.
 */
export const zIssueProgress = z.object({
    assignees: z.array(zAssignee),
    issue: z.string(),
    status: z.enum([
        'initialized',
        'aggregator_pending',
        'in_progress',
        'assign_pending',
        'assigned',
        'in_review',
        'approved',
        'submitted',
        'merged',
        'failed'
    ]),
    title: z.string(),
    todos: z.array(zTodoProgress)
});

/**
 * BountyProgress
 *
 * A bounty and all that became of it.
 */
export const zBountyProgress = z.object({
    created_at: z.iso.datetime({ offset: true }),
    description: z.string(),
    id: z.string(),
    issues: z.array(zIssueProgress),
    planning: z.enum([
        'initialized',
        'in_progress',
        'in_review',
        'done',
        'failed'
    ]),
    repository: zRepository,
    status: z.enum([
        'initialized',
        'in_progress',
        'done',
        'failed'
    ]),
    title: z.string()
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
 * Some bounties, the newest first.
 */
export const zBountyListResponse = zBountyPage;

/**
 * A bounty as registered.
 */
export const zBountyCreateResponse = zBounty;

/**
 * A bounty and all that became of it.
 */
export const zBountyReadResponse = zBountyProgress;

export const zIssueAggregateResponse = z.union([
    zAggregationClaim,
    z.void()
]);

export const zIssueClaimResponse = z.union([
    zIssueClaim,
    z.void()
]);

/**
 * An issue and where it stands.
 */
export const zIssueReadResponse = zIssue;

/**
 * An issue and where it stands.
 */
export const zAggregatorRegisterResponse = zIssue;

/**
 * An issue and where it stands.
 */
export const zIssueReturnResponse = zIssue;

/**
 * A leader's pull request as registered.
 */
export const zIssueRegisterPullRequestResponse = zIssuePullRequest;

/**
 * What was kept of a batch.
 */
export const zLogRecordResponse = zRecorded;

/**
 * What was kept of a batch.
 */
export const zMessageRecordResponse = zRecorded;

export const zSpecClaimResponse = z.union([
    zSpecClaim,
    z.void()
]);

/**
 * A spec and where it stands.
 */
export const zSpecReturnResponse = zSpec;

/**
 * A plan as stored.
 */
export const zPlanSubmitResponse = zStoredPlan;

/**
 * The assignment that the submission matches.
 */
export const zSubmissionCheckResponse = zSubmissionCheck;

/**
 * What the round's distribution list came to; applied once, however often it is asked for.
 */
export const zRoundAuditResponse = zRoundAudit;

export const zTodoClaimResponse = z.union([
    zTodoClaim,
    z.void()
]);

/**
 * A todo and where it stands.
 */
export const zTodoReadResponse = zTodo;

/**
 * A todo and where it stands.
 */
export const zTodoReturnResponse = zTodo;

/**
 * A pull request as registered.
 */
export const zTodoRegisterPullRequestResponse = zPullRequest;

/** The schema of every call's answer. */
export const answers = {
  "GET /healthz": zHealthReadResponse,
  "GET /openapi.json": zDescriptionReadResponse,
  "GET /readyz": zReadinessReadResponse,
  "GET /v1/bounties": zBountyListResponse,
  "POST /v1/bounties": zBountyCreateResponse,
  "GET /v1/bounties/{bounty}": zBountyReadResponse,
  "POST /v1/issues/aggregations": zIssueAggregateResponse,
  "POST /v1/issues/claims": zIssueClaimResponse,
  "GET /v1/issues/{issue}": zIssueReadResponse,
  "PUT /v1/issues/{issue}/aggregator": zAggregatorRegisterResponse,
  "POST /v1/issues/{issue}/failures": zIssueReturnResponse,
  "PUT /v1/issues/{issue}/pull-request": zIssueRegisterPullRequestResponse,
  "POST /v1/logs": zLogRecordResponse,
  "POST /v1/messages": zMessageRecordResponse,
  "POST /v1/specs/claims": zSpecClaimResponse,
  "POST /v1/specs/{spec}/failures": zSpecReturnResponse,
  "PUT /v1/specs/{spec}/plan": zPlanSubmitResponse,
  "POST /v1/submissions/checks": zSubmissionCheckResponse,
  "POST /v1/tasks/{task}/rounds/{round}/audit": zRoundAuditResponse,
  "POST /v1/todos/claims": zTodoClaimResponse,
  "GET /v1/todos/{todo}": zTodoReadResponse,
  "POST /v1/todos/{todo}/failures": zTodoReturnResponse,
  "PUT /v1/todos/{todo}/pull-request": zTodoRegisterPullRequestResponse,
} as const;
