// Generated from docs/openapi/coordinator.json by `npm run generate`: not to be edited.

export interface paths {
    "/v1/bounties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read bounties, the newest first, a page at a time. */
        get: operations["bounty.list"];
        put?: never;
        /** Register a funded piece of work. */
        post: operations["bounty.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bounties/{bounty}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how far one bounty is. */
        get: operations["bounty.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issues/{issue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one issue. */
        get: operations["issue.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issues/{issue}/aggregator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Register the aggregator's repository; the issue's todos open. */
        put: operations["aggregator.register"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issues/{issue}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back an issue that could not be aggregated or brought together. */
        post: operations["issue.return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issues/{issue}/pull-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Register the draft, then the final pull request of a claimed issue. */
        put: operations["issue.register_pull_request"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issues/aggregations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim the next issue that needs an aggregator, for the caller's key in one round. */
        post: operations["issue.aggregate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issues/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim the next issue whose todos are all approved, for the caller's key in one round. */
        post: operations["issue.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave some log lines; a line that is known already is not stored again. */
        post: operations["log.record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave some messages; one whose uuid is known already is not stored again. */
        post: operations["message.record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/specs/{spec}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back a claimed spec that could not be planned. */
        post: operations["spec.return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/specs/{spec}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept. */
        put: operations["plan.submit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/specs/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim the oldest spec that waits for a plan, for the caller's key in one round. */
        post: operations["spec.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask whether a submission matches an assignment. */
        post: operations["submission.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{task}/rounds/{round}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply the distribution list that the chain has for one round of a task. */
        post: operations["round.audit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/todos/{todo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one todo. */
        get: operations["todo.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/todos/{todo}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back a claimed todo that could not be done. */
        post: operations["todo.return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/todos/{todo}/pull-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Register the draft, then the final pull request of a claimed todo. */
        put: operations["todo.register_pull_request"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/todos/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim the next todo for the caller's key in one round. */
        post: operations["todo.claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AggregationClaim
         * @description An issue to aggregate, leased to the caller until `expires_at`.
         */
        AggregationClaim: {
            /** Bounty */
            bounty: string;
            /** Branch */
            branch: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Issue */
            issue: string;
            repository: components["schemas"]["Repository"];
            /** Title */
            title: string;
        };
        /**
         * ApplyAudit
         * @description Apply the distribution list that the chain has for one round of a task.
         */
        ApplyAudit: Record<string, never>;
        /**
         * Assignee
         * @description Who was given a piece of work, and what came of it; the last one is the latest.
         */
        Assignee: {
            /** Github Username */
            github_username: string;
            /**
             * Outcome
             * @default null
             */
            outcome?: ("failed" | "expired" | "approved" | "rejected") | null;
            /**
             * Pull Request
             * @default null
             */
            pull_request?: string | null;
            /** Round */
            round: number;
            /** Staking Key */
            staking_key: string;
        };
        /**
         * Bounty
         * @description A bounty as registered.
         */
        Bounty: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /** Id */
            id: string;
            repository: components["schemas"]["Repository"];
            /**
             * Status
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "done" | "failed";
            /** Title */
            title: string;
        };
        /**
         * BountyPage
         * @description Some bounties; `next` begins the page after this one, and is null on the last.
         */
        BountyPage: {
            /** Items */
            items: components["schemas"]["Bounty"][];
            /**
             * Next
             * @default null
             */
            next?: string | null;
        };
        /**
         * BountyProgress
         * @description A bounty and all that became of it; no issues before it was planned.
         */
        BountyProgress: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /** Id */
            id: string;
            /** Issues */
            issues: components["schemas"]["IssueProgress"][];
            /**
             * Planning
             * @enum {string}
             */
            planning: "initialized" | "in_progress" | "in_review" | "done" | "failed";
            repository: components["schemas"]["Repository"];
            /**
             * Status
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "done" | "failed";
            /** Title */
            title: string;
        };
        /**
         * CheckSubmission
         * @description Ask whether a submission matches an assignment.
         *
         *     A worker's and a leader's has a pull request, a planner's the digest of its plan.
         */
        CheckSubmission: {
            /** Bounty */
            bounty: string;
            /**
             * Plan
             * @default null
             */
            plan?: string | null;
            /**
             * Pull Request
             * @default null
             */
            pull_request?: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "leader" | "planner";
            /** Round */
            round: number;
            /** Staking Key */
            staking_key: string;
        };
        /**
         * ClaimAggregation
         * @description Claim the next issue that needs an aggregator, for the caller's key in one round.
         */
        ClaimAggregation: {
            /** Github Username */
            github_username: string;
            /** Round */
            round: number;
        };
        /**
         * ClaimIssue
         * @description Claim the next issue whose todos are all approved, for the caller's key in one round.
         */
        ClaimIssue: {
            /** Github Username */
            github_username: string;
            /** Round */
            round: number;
        };
        /**
         * ClaimSpec
         * @description Claim the oldest spec that waits for a plan, for the caller's key in one round.
         */
        ClaimSpec: {
            /** Github Username */
            github_username: string;
            /** Round */
            round: number;
        };
        /**
         * ClaimTodo
         * @description Claim the next todo for the caller's key in one round.
         */
        ClaimTodo: {
            /** Github Username */
            github_username: string;
            /** Round */
            round: number;
        };
        /**
         * CreateBounty
         * @description Register a funded piece of work.
         */
        CreateBounty: {
            /** Description */
            description: string;
            repository: components["schemas"]["Repository"];
            /** System Prompt */
            system_prompt: string;
            /** Title */
            title: string;
        };
        /**
         * Issue
         * @description An issue and where it stands.
         */
        Issue: {
            /** Bounty */
            bounty: string;
            /** Branch */
            branch: string;
            /** Issue */
            issue: string;
            repository: components["schemas"]["Repository"];
            /**
             * Status
             * @enum {string}
             */
            status: "initialized" | "aggregator_pending" | "in_progress" | "assign_pending" | "assigned" | "in_review" | "approved" | "submitted" | "merged" | "failed";
            /** Title */
            title: string;
        };
        /**
         * IssueClaim
         * @description An issue to bring together, leased to the caller until `expires_at`.
         */
        IssueClaim: {
            aggregator: components["schemas"]["Repository"];
            /** Bounty */
            bounty: string;
            /** Branch */
            branch: string;
            /** Description */
            description: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Issue */
            issue: string;
            /** Pull Requests */
            pull_requests: string[];
            repository: components["schemas"]["Repository"];
            /** System Prompt */
            system_prompt: string;
            /** Target Branch */
            target_branch: string;
            /** Title */
            title: string;
        };
        /**
         * IssueProgress
         * @description Where an issue stands, with its todos in the plan's order.
         */
        IssueProgress: {
            /** Assignees */
            assignees: components["schemas"]["Assignee"][];
            /** Issue */
            issue: string;
            /**
             * Status
             * @enum {string}
             */
            status: "initialized" | "aggregator_pending" | "in_progress" | "assign_pending" | "assigned" | "in_review" | "approved" | "submitted" | "merged" | "failed";
            /** Title */
            title: string;
            /** Todos */
            todos: components["schemas"]["TodoProgress"][];
        };
        /**
         * IssuePullRequest
         * @description A leader's pull request as registered.
         */
        IssuePullRequest: {
            /** Issue */
            issue: string;
            /**
             * Stage
             * @enum {string}
             */
            stage: "draft" | "final";
            /** Url */
            url: string;
        };
        /**
         * LogLine
         * @description One line of a log; `work` is the todo, issue or spec it is about.
         */
        LogLine: {
            /**
             * Bounty
             * @default null
             */
            bounty?: string | null;
            /**
             * Level
             * @enum {string}
             */
            level: "debug" | "info" | "warning" | "error";
            /**
             * Logged At
             * Format: date-time
             */
            logged_at: string;
            /** Message */
            message: string;
            /**
             * Work
             * @default null
             */
            work?: string | null;
        };
        /**
         * Message
         * @description One message of an agent's conversation.
         */
        Message: {
            /** Bounty */
            bounty: string;
            /** Content */
            content: string;
            /** Github Username */
            github_username: string;
            /**
             * Pull Request
             * @default null
             */
            pull_request?: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "leader" | "planner";
            /**
             * Sent At
             * Format: date-time
             */
            sent_at: string;
            /**
             * Stage
             * @enum {string}
             */
            stage: "task" | "audit";
            /** Tools */
            tools: string[];
            /** Uuid */
            uuid: string;
            /** Work */
            work: string;
        };
        /**
         * Phase
         * @description One step of the work on a todo.
         */
        Phase: {
            /** Prompt */
            prompt: string;
            /** Tools */
            tools: string[];
        };
        /**
         * PlannedIssue
         * @description An issue to be; it opens once its predecessor is approved.
         */
        PlannedIssue: {
            /** Description */
            description: string;
            /**
             * Predecessor
             * @default null
             */
            predecessor?: string | null;
            /** Title */
            title: string;
            /** Todos */
            todos: components["schemas"]["PlannedTodo"][];
            /** Uuid */
            uuid: string;
        };
        /**
         * PlannedPhase
         * @description One step of the work on a todo.
         */
        PlannedPhase: {
            /** Prompt */
            prompt: string;
            /** Tools */
            tools: string[];
        };
        /**
         * PlannedTodo
         * @description A todo to be; `dependencies` are todos that must be approved before it.
         */
        PlannedTodo: {
            /** Acceptance Criteria */
            acceptance_criteria: string[];
            /**
             * Dependencies
             * @default []
             */
            dependencies?: string[];
            /** Description */
            description: string;
            /** Phases */
            phases: components["schemas"]["PlannedPhase"][];
            /** Title */
            title: string;
            /** Uuid */
            uuid: string;
        };
        /** @description A problem document (RFC 9457); clients act on `code`. */
        Problem: {
            code: string;
            detail: string;
            errors: {
                detail: string;
                pointer: string;
            }[];
            status: number;
            title: string;
            type: string;
        };
        /**
         * PullRequest
         * @description A pull request as registered.
         */
        PullRequest: {
            /**
             * Stage
             * @enum {string}
             */
            stage: "draft" | "final";
            /** Todo */
            todo: string;
            /** Url */
            url: string;
        };
        /**
         * Recorded
         * @description How many of the batch were new.
         */
        Recorded: {
            /** Stored */
            stored: number;
        };
        /**
         * RecordLogs
         * @description Leave some log lines; a line that is known already is not stored again.
         */
        RecordLogs: {
            /** Lines */
            lines: components["schemas"]["LogLine"][];
        };
        /**
         * RecordMessages
         * @description Leave some messages; one whose uuid is known already is not stored again.
         */
        RecordMessages: {
            /** Messages */
            messages: components["schemas"]["Message"][];
        };
        /**
         * RegisterAggregator
         * @description Register the aggregator's repository; the issue's todos open.
         */
        RegisterAggregator: {
            repository: components["schemas"]["Repository"];
            /** Round */
            round: number;
        };
        /**
         * RegisterIssuePullRequest
         * @description Register the draft, then the final pull request of a claimed issue.
         */
        RegisterIssuePullRequest: {
            /** Round */
            round: number;
            /**
             * Stage
             * @enum {string}
             */
            stage: "draft" | "final";
            /** Url */
            url: string;
        };
        /**
         * RegisterPullRequest
         * @description Register the draft, then the final pull request of a claimed todo.
         */
        RegisterPullRequest: {
            /** Round */
            round: number;
            /**
             * Stage
             * @enum {string}
             */
            stage: "draft" | "final";
            /** Url */
            url: string;
        };
        /**
         * Repository
         * @description A repository on the forge.
         */
        Repository: {
            /** Name */
            name: string;
            /** Owner */
            owner: string;
        };
        /**
         * ReturnIssue
         * @description Give back an issue that could not be aggregated or brought together.
         */
        ReturnIssue: {
            /** Reason */
            reason: string;
            /** Round */
            round: number;
        };
        /**
         * ReturnSpec
         * @description Give back a claimed spec that could not be planned.
         */
        ReturnSpec: {
            /** Reason */
            reason: string;
            /** Round */
            round: number;
        };
        /**
         * ReturnTodo
         * @description Give back a claimed todo that could not be done.
         */
        ReturnTodo: {
            /** Reason */
            reason: string;
            /** Round */
            round: number;
        };
        /**
         * RoundAudit
         * @description What the round's distribution list came to; applied once, however often it is asked for.
         */
        RoundAudit: {
            /** Applied */
            applied: boolean;
            /** Approved */
            approved: number;
            /** Rejected */
            rejected: number;
            /** Round */
            round: number;
            /** Task */
            task: string;
        };
        /**
         * Spec
         * @description A spec and where it stands.
         */
        Spec: {
            /** Spec */
            spec: string;
            /**
             * Status
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "in_review" | "done" | "failed";
        };
        /**
         * SpecClaim
         * @description A spec to plan, leased to the caller until `expires_at`; it has its bounty's identifier.
         */
        SpecClaim: {
            /** Description */
            description: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            repository: components["schemas"]["Repository"];
            /** Spec */
            spec: string;
            /** System Prompt */
            system_prompt: string;
            /** Title */
            title: string;
        };
        /**
         * StoredPlan
         * @description A plan as stored; `digest` names its content for auditors.
         */
        StoredPlan: {
            /** Digest */
            digest: string;
            /** Issues */
            issues: number;
            /** Spec */
            spec: string;
            /** Todos */
            todos: number;
        };
        /**
         * SubmissionCheck
         * @description The assignment that the submission matches.
         */
        SubmissionCheck: {
            /** Pull Requests */
            pull_requests: string[];
            /** System Prompt */
            system_prompt: string;
            /** Work */
            work: string;
        };
        /**
         * SubmitPlan
         * @description Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept.
         */
        SubmitPlan: {
            /** Issues */
            issues: components["schemas"]["PlannedIssue"][];
            /** Round */
            round: number;
        };
        /**
         * Todo
         * @description A todo and where it stands.
         */
        Todo: {
            /** Branch */
            branch: string;
            /** Issue */
            issue: string;
            repository: components["schemas"]["Repository"];
            /**
             * Status
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "in_review" | "approved" | "merged" | "failed";
            /** Title */
            title: string;
            /** Todo */
            todo: string;
        };
        /**
         * TodoClaim
         * @description A todo, leased to the caller until `expires_at`.
         */
        TodoClaim: {
            /** Acceptance Criteria */
            acceptance_criteria: string[];
            /** Bounty */
            bounty: string;
            /** Branch */
            branch: string;
            /** Dependency Pull Requests */
            dependency_pull_requests: string[];
            /** Description */
            description: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Issue */
            issue: string;
            /** Phases */
            phases: components["schemas"]["Phase"][];
            repository: components["schemas"]["Repository"];
            /** System Prompt */
            system_prompt: string;
            /** Title */
            title: string;
            /** Todo */
            todo: string;
        };
        /**
         * TodoProgress
         * @description Where a todo stands.
         */
        TodoProgress: {
            /** Assignees */
            assignees: components["schemas"]["Assignee"][];
            /**
             * Status
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "in_review" | "approved" | "merged" | "failed";
            /** Title */
            title: string;
            /** Todo */
            todo: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AggregationClaim = components['schemas']['AggregationClaim'];
export type ApplyAudit = components['schemas']['ApplyAudit'];
export type Assignee = components['schemas']['Assignee'];
export type Bounty = components['schemas']['Bounty'];
export type BountyPage = components['schemas']['BountyPage'];
export type BountyProgress = components['schemas']['BountyProgress'];
export type CheckSubmission = components['schemas']['CheckSubmission'];
export type ClaimAggregation = components['schemas']['ClaimAggregation'];
export type ClaimIssue = components['schemas']['ClaimIssue'];
export type ClaimSpec = components['schemas']['ClaimSpec'];
export type ClaimTodo = components['schemas']['ClaimTodo'];
export type CreateBounty = components['schemas']['CreateBounty'];
export type Issue = components['schemas']['Issue'];
export type IssueClaim = components['schemas']['IssueClaim'];
export type IssueProgress = components['schemas']['IssueProgress'];
export type IssuePullRequest = components['schemas']['IssuePullRequest'];
export type LogLine = components['schemas']['LogLine'];
export type Message = components['schemas']['Message'];
export type Phase = components['schemas']['Phase'];
export type PlannedIssue = components['schemas']['PlannedIssue'];
export type PlannedPhase = components['schemas']['PlannedPhase'];
export type PlannedTodo = components['schemas']['PlannedTodo'];
export type Problem = components['schemas']['Problem'];
export type PullRequest = components['schemas']['PullRequest'];
export type Recorded = components['schemas']['Recorded'];
export type RecordLogs = components['schemas']['RecordLogs'];
export type RecordMessages = components['schemas']['RecordMessages'];
export type RegisterAggregator = components['schemas']['RegisterAggregator'];
export type RegisterIssuePullRequest = components['schemas']['RegisterIssuePullRequest'];
export type RegisterPullRequest = components['schemas']['RegisterPullRequest'];
export type Repository = components['schemas']['Repository'];
export type ReturnIssue = components['schemas']['ReturnIssue'];
export type ReturnSpec = components['schemas']['ReturnSpec'];
export type ReturnTodo = components['schemas']['ReturnTodo'];
export type RoundAudit = components['schemas']['RoundAudit'];
export type Spec = components['schemas']['Spec'];
export type SpecClaim = components['schemas']['SpecClaim'];
export type StoredPlan = components['schemas']['StoredPlan'];
export type SubmissionCheck = components['schemas']['SubmissionCheck'];
export type SubmitPlan = components['schemas']['SubmitPlan'];
export type Todo = components['schemas']['Todo'];
export type TodoClaim = components['schemas']['TodoClaim'];
export type TodoProgress = components['schemas']['TodoProgress'];
export type $defs = Record<string, never>;
export interface operations {
    "bounty.list": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                status?: ("initialized" | "in_progress" | "done" | "failed") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Some bounties; `next` begins the page after this one, and is null on the last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BountyPage"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bounty.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the same answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBounty"];
            };
        };
        responses: {
            /** @description A bounty as registered. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bounty"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bounty.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bounty: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A bounty and all that became of it; no issues before it was planned. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BountyProgress"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `bounty_unknown`: No bounty has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "issue.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An issue and where it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issue"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issue_unknown`: No issue has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "aggregator.register": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterAggregator"];
            };
        };
        responses: {
            /** @description An issue and where it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issue"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issue_unknown`: No issue has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issue_not_assigned`: The issue is not, or no longer, assigned to the key in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "issue.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnIssue"];
            };
        };
        responses: {
            /** @description An issue and where it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issue"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issue_unknown`: No issue has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issue_not_assigned`: The issue is not, or no longer, assigned to the key in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "issue.register_pull_request": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                issue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterIssuePullRequest"];
            };
        };
        responses: {
            /** @description A leader's pull request as registered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuePullRequest"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issue_unknown`: No issue has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issue_not_assigned`: The issue is not, or no longer, assigned to the key in this round. `pull_request_mismatch`: The pull request is not the one that was registered. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "issue.aggregate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimAggregation"];
            };
        };
        responses: {
            /** @description An issue to aggregate, leased to the caller until `expires_at`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AggregationClaim"];
                };
            };
            /** @description An issue to aggregate, leased to the caller until `expires_at`. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AggregationClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "issue.claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimIssue"];
            };
        };
        responses: {
            /** @description An issue to bring together, leased to the caller until `expires_at`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueClaim"];
                };
            };
            /** @description An issue to bring together, leased to the caller until `expires_at`. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `round_completed`: The key has already finished its work of this kind in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "log.record": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the same answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordLogs"];
            };
        };
        responses: {
            /** @description How many of the batch were new. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "message.record": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gets the same answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordMessages"];
            };
        };
        responses: {
            /** @description How many of the batch were new. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "spec.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                spec: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnSpec"];
            };
        };
        responses: {
            /** @description A spec and where it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spec"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `spec_unknown`: No spec has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `spec_not_assigned`: The spec is not, or no longer, assigned to the key in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "plan.submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                spec: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitPlan"];
            };
        };
        responses: {
            /** @description A plan as stored; `digest` names its content for auditors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredPlan"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `spec_unknown`: No spec has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `spec_not_assigned`: The spec is not, or no longer, assigned to the key in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "spec.claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimSpec"];
            };
        };
        responses: {
            /** @description A spec to plan, leased to the caller until `expires_at`; it has its bounty's identifier. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpecClaim"];
                };
            };
            /** @description A spec to plan, leased to the caller until `expires_at`; it has its bounty's identifier. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpecClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `round_completed`: The key has already finished its work of this kind in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "submission.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckSubmission"];
            };
        };
        responses: {
            /** @description The assignment that the submission matches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionCheck"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `submission_unknown`: No assignment matches the submission. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "round.audit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round: number;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyAudit"];
            };
        };
        responses: {
            /** @description What the round's distribution list came to; applied once, however often it is asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundAudit"];
                };
            };
            /** @description What the round's distribution list came to; applied once, however often it is asked for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundAudit"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `distribution_unknown`: The chain has no distribution list of this round yet. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "todo.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                todo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A todo and where it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Todo"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `todo_unknown`: No todo has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "todo.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                todo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnTodo"];
            };
        };
        responses: {
            /** @description A todo and where it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Todo"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `todo_unknown`: No todo has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `todo_not_assigned`: The todo is not, or no longer, assigned to the key in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "todo.register_pull_request": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                todo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterPullRequest"];
            };
        };
        responses: {
            /** @description A pull request as registered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PullRequest"];
                };
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `todo_unknown`: No todo has this identifier. `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `todo_not_assigned`: The todo is not, or no longer, assigned to the key in this round. `pull_request_mismatch`: The pull request is not the one that was registered. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "todo.claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimTodo"];
            };
        };
        responses: {
            /** @description A todo, leased to the caller until `expires_at`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TodoClaim"];
                };
            };
            /** @description A todo, leased to the caller until `expires_at`. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TodoClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_request`: The body is not a JSON object. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The request carries no token, or one that does not hold. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. `forbidden`: The token is good, but not for this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_path`: Nothing is served at this path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `method_not_allowed`: The path exists, but not for this method. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `round_completed`: The key has already finished its work of this kind in this round. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this service accepts. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
