// Generated from docs/openapi/coordinator.json by `npm run generate`: not to be edited.

export interface paths {
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read this document as a page.
         * @description Read this document as a page. It loads nothing from anywhere else.
         */
        get: operations["page.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read whether the service is alive.
         * @description Read whether the service is alive. It asks nothing of what the service depends on.
         */
        get: operations["health.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the service's figures.
         * @description Read the service's figures. In the text format of Prometheus.
         */
        get: operations["metrics.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read this document.
         * @description Read this document. It is made of the declarations that the service is served by.
         */
        get: operations["description.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read whether the service can work.
         * @description Read whether the service can work. It asks what the service depends on: its database, the chain, its neighbours.
         */
        get: operations["readiness.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bounties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read bounties, the newest first, a page at a time.
         * @description Read bounties, the newest first, a page at a time.
         *
         *     The next page is the one after the `next` of this one.
         */
        get: operations["bounty.list"];
        put?: never;
        /**
         * Register a funded piece of work.
         * @description Register a funded piece of work.
         *
         *     It waits as a spec until a planner has cut it into issues and todos.
         */
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
        /**
         * Read how far one bounty is.
         * @description Read how far one bounty is.
         *
         *     The answer has all its issues, their todos, and who was given each of them.
         */
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
        /**
         * Read one issue.
         * @description Read one issue.
         *
         *     It tells where the issue stands and where the leader's pull request belongs.
         */
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
        /**
         * Register the aggregator's repository; the issue's todos open.
         * @description Register the aggregator's repository; the issue's todos open.
         *
         *     Only the node itself may do so. Registering the same again changes nothing.
         */
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
        /**
         * Give back an issue that could not be aggregated or brought together.
         * @description Give back an issue that could not be aggregated or brought together.
         *
         *     Somebody else may then claim it. Giving it back again changes nothing.
         */
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
        /**
         * Register the draft, then the final pull request of a claimed issue.
         * @description Register the draft, then the final pull request of a claimed issue.
         *
         *     Only the node itself may register the final one, which must have the draft's URL. Registering
         *     the same again changes nothing.
         */
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
        /**
         * Claim the next issue that needs an aggregator, for the caller's key in one round.
         * @description Claim the next issue that needs an aggregator, for the caller's key in one round.
         *
         *     201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
         *     issue waits for an aggregator now.
         */
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
        /**
         * Claim the next issue whose todos are all approved, for the caller's key in one round.
         * @description Claim the next issue whose todos are all approved, for the caller's key in one round.
         *
         *     201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
         *     issue waits for a leader now.
         */
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
        /**
         * Leave some log lines; a line that is known already is not stored again.
         * @description Leave some log lines; a line that is known already is not stored again.
         *
         *     So a batch whose answer was lost may be sent again.
         */
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
        /**
         * Leave some messages; one whose uuid is known already is not stored again.
         * @description Leave some messages; one whose uuid is known already is not stored again.
         *
         *     So a batch whose answer was lost may be sent again.
         */
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
        /**
         * Give back a claimed spec that could not be planned.
         * @description Give back a claimed spec that could not be planned.
         *
         *     Somebody else may then claim it. Giving it back again changes nothing.
         */
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
        /**
         * Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept.
         * @description Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept.
         *
         *     Names are unlike each other and all that is stored; what depends on what names what there is,
         *     and nothing waits for itself. Submitting the same plan again changes nothing.
         */
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
        /**
         * Claim the oldest spec that waits for a plan, for the caller's key in one round.
         * @description Claim the oldest spec that waits for a plan, for the caller's key in one round.
         *
         *     201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
         *     spec waits now.
         */
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
        /**
         * Ask whether a submission matches an assignment.
         * @description Ask whether a submission matches an assignment.
         *
         *     A worker's and a leader's has a pull request, a planner's the digest of its plan.
         */
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
        /**
         * Apply the distribution list that the chain has for one round of a task.
         * @description Apply the distribution list that the chain has for one round of a task.
         *
         *     Work of keys that the list pays is approved, that of others rejected. 200 says what came of it,
         *     now or before; 202 says that somebody else is about to apply it.
         */
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
        /**
         * Read one todo.
         * @description Read one todo.
         *
         *     It tells where the todo stands and where its pull request belongs.
         */
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
        /**
         * Give back a claimed todo that could not be done.
         * @description Give back a claimed todo that could not be done.
         *
         *     Somebody else may then claim it. Giving it back again changes nothing.
         */
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
        /**
         * Register the draft, then the final pull request of a claimed todo.
         * @description Register the draft, then the final pull request of a claimed todo.
         *
         *     Only the node itself may register the final one, which must have the draft's URL. Registering
         *     the same again changes nothing.
         */
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
        /**
         * Claim the next todo for the caller's key in one round.
         * @description Claim the next todo for the caller's key in one round.
         *
         *     Todos of the bounty that is furthest come first, then the oldest. 201 is a new claim, 200 the
         *     one that the key holds in this round already, 204 says that no todo is open now.
         */
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
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description The branch that workers' pull requests will target in the copy.
             * @example issue-0b0ad3ac
             */
            branch: string;
            /**
             * Format: date-time
             * @description When the issue may be given to another aggregator, in UTC.
             */
            expires_at: string;
            /**
             * @description The issue's uuid, as the plan gave it.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            issue: string;
            /** @description The bounty's, which the aggregator copies. */
            repository: components["schemas"]["Repository"];
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
        };
        /**
         * ApplyAudit
         * @description Apply the distribution list that the chain has for one round of a task.
         *
         *     Work of keys that the list pays is approved, that of others rejected. 200 says what came of it,
         *     now or before; 202 says that somebody else is about to apply it.
         */
        ApplyAudit: Record<string, never>;
        /**
         * Assignee
         * @description Who was given a piece of work, and what came of it.
         */
        Assignee: {
            /**
             * @description A user's name on the forge.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description Null while it is open or under review.
             * @default null
             */
            outcome: ("failed" | "expired" | "approved" | "rejected") | null;
            /**
             * @description The one that was registered, draft or final.
             * @default null
             */
            pull_request: string | null;
            /** @description The round that it was claimed for. */
            round: number;
            /**
             * @description An Ed25519 public key in base58: whoever signs with it, and stakes for it.
             * @example FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z
             */
            staking_key: string;
        };
        /**
         * Bounty
         * @description A bounty as registered.
         */
        Bounty: {
            /**
             * Format: date-time
             * @description When it was registered, in UTC.
             */
            created_at: string;
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            id: string;
            /** @description The repository that the work is for. */
            repository: components["schemas"]["Repository"];
            /**
             * @description `initialized` until it is planned, `done` once every issue is merged.
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "done" | "failed";
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
        };
        /**
         * BountyPage
         * @description Some bounties, the newest first.
         */
        BountyPage: {
            /** @description As many as the page holds. */
            items: components["schemas"]["Bounty"][];
            /**
             * @description Begins the page after this one; null on the last.
             * @default null
             */
            next: string | null;
        };
        /**
         * BountyProgress
         * @description A bounty and all that became of it.
         */
        BountyProgress: {
            /**
             * Format: date-time
             * @description When it was registered, in UTC.
             */
            created_at: string;
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            id: string;
            /** @description None before it was planned. */
            issues: components["schemas"]["IssueProgress"][];
            /**
             * @description How far its spec is; `failed` after five planners who came to nothing.
             * @enum {string}
             */
            planning: "initialized" | "in_progress" | "in_review" | "done" | "failed";
            /** @description The repository that the work is for. */
            repository: components["schemas"]["Repository"];
            /**
             * @description `initialized` until it is planned, `done` once every issue is merged.
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "done" | "failed";
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
        };
        /**
         * CheckSubmission
         * @description Ask whether a submission matches an assignment.
         *
         *     A worker's and a leader's has a pull request, a planner's the digest of its plan.
         * @example {
         *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
         *       "pull_request": "https://github.com/octo-aggregator/demo/pull/5",
         *       "role": "worker",
         *       "round": 7,
         *       "staking_key": "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z"
         *     }
         */
        CheckSubmission: {
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description A planner's: the digest of its plan.
             * @default null
             */
            plan?: string | null;
            /**
             * @description A worker's or a leader's.
             * @default null
             */
            pull_request?: string | null;
            /**
             * @description The role that the submitter had.
             * @enum {string}
             */
            role: "worker" | "leader" | "planner";
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
            /**
             * @description The submitter's.
             * @example FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z
             */
            staking_key: string;
        };
        /**
         * ClaimAggregation
         * @description Claim the next issue that needs an aggregator, for the caller's key in one round.
         *
         *     201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
         *     issue waits for an aggregator now.
         */
        ClaimAggregation: {
            /**
             * @description Who will own the copy of the repository.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * ClaimIssue
         * @description Claim the next issue whose todos are all approved, for the caller's key in one round.
         *
         *     201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
         *     issue waits for a leader now.
         */
        ClaimIssue: {
            /**
             * @description Who will open the pull request.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * ClaimSpec
         * @description Claim the oldest spec that waits for a plan, for the caller's key in one round.
         *
         *     201 is a new claim, 200 the one that the key holds in this round already, 204 says that no
         *     spec waits now.
         */
        ClaimSpec: {
            /**
             * @description Whose work the plan will be.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * ClaimTodo
         * @description Claim the next todo for the caller's key in one round.
         *
         *     Todos of the bounty that is furthest come first, then the oldest. 201 is a new claim, 200 the
         *     one that the key holds in this round already, 204 says that no todo is open now.
         */
        ClaimTodo: {
            /**
             * @description Who will open the pull request.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * CreateBounty
         * @description Register a funded piece of work.
         *
         *     It waits as a spec until a planner has cut it into issues and todos.
         */
        CreateBounty: {
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /** @description The repository that the work is for. */
            repository: components["schemas"]["Repository"];
            /**
             * @description What an agent is told before its work on the bounty.
             * @example You are a careful web developer.
             */
            system_prompt: string;
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
        };
        /** @description One thing wrong with a request. */
        FieldError: {
            /** @description What is wrong there, for people. */
            detail: string;
            /** @description A JSON pointer (RFC 6901) into the body, or `/name` for a field of the path or the query; empty for the request as a whole. */
            pointer: string;
        };
        /** @description What answers, and that it does. */
        Health: {
            /** @description The participant that it is, as pacts name it. */
            service: string;
            /**
             * @description `ok` says that it is alive, `ready` that it can work.
             * @enum {string}
             */
            status: "ok" | "ready";
        };
        /**
         * Issue
         * @description An issue and where it stands.
         */
        Issue: {
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description The branch that the leader's pull request targets.
             * @example issue-0b0ad3ac
             */
            branch: string;
            /**
             * @description The issue's uuid, as the plan gave it.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            issue: string;
            /** @description The bounty's: where the leader's pull request belongs. */
            repository: components["schemas"]["Repository"];
            /**
             * @description `assign_pending` once all its todos are approved; then a leader may claim it.
             * @enum {string}
             */
            status: "initialized" | "aggregator_pending" | "in_progress" | "assign_pending" | "assigned" | "in_review" | "approved" | "submitted" | "merged" | "failed";
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
        };
        /**
         * IssueClaim
         * @description An issue to bring together, leased to the caller until `expires_at`.
         */
        IssueClaim: {
            /** @description The copy that the workers' pull requests are in. */
            aggregator: components["schemas"]["Repository"];
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description The aggregator's branch, which the workers' pull requests target.
             * @example issue-0b0ad3ac
             */
            branch: string;
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /**
             * Format: date-time
             * @description When the issue returns to the queue by itself, in UTC.
             */
            expires_at: string;
            /**
             * @description The issue's uuid, as the plan gave it.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            issue: string;
            /** @description The approved ones, in the order in which to merge them. */
            pull_requests: string[];
            /** @description The bounty's: where the pull request goes. */
            repository: components["schemas"]["Repository"];
            /**
             * @description What an agent is told before its work on the bounty.
             * @example You are a careful web developer.
             */
            system_prompt: string;
            /**
             * @description The branch that the pull request targets.
             * @example issue-0b0ad3ac
             */
            target_branch: string;
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
        };
        /**
         * IssueProgress
         * @description Where an issue stands, with its todos in the plan's order.
         */
        IssueProgress: {
            /** @description Every leader who was given it, the latest last. */
            assignees: components["schemas"]["Assignee"][];
            /**
             * @description The issue's uuid, as the plan gave it.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            issue: string;
            /**
             * @description `assign_pending` once all its todos are approved; then a leader may claim it.
             * @enum {string}
             */
            status: "initialized" | "aggregator_pending" | "in_progress" | "assign_pending" | "assigned" | "in_review" | "approved" | "submitted" | "merged" | "failed";
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
            /** @description Its worker-sized pieces. */
            todos: components["schemas"]["TodoProgress"][];
        };
        /**
         * IssuePullRequest
         * @description A leader's pull request as registered.
         */
        IssuePullRequest: {
            /**
             * @description The issue's uuid, as the plan gave it.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            issue: string;
            /**
             * @description A draft is registered when work begins, the same one as final when it is done.
             * @example draft
             * @enum {string}
             */
            stage: "draft" | "final";
            /**
             * @description A pull request's URL on the forge.
             * @example https://github.com/octo-aggregator/demo/pull/5
             */
            url: string;
        };
        /**
         * LogLine
         * @description One line of a log.
         */
        LogLine: {
            /**
             * @description The bounty that it is about.
             * @default null
             */
            bounty?: string | null;
            /**
             * @description How grave it is.
             * @enum {string}
             */
            level: "debug" | "info" | "warning" | "error";
            /**
             * Format: date-time
             * @description When it was written, with its offset from UTC.
             */
            logged_at: string;
            /**
             * @description The line itself.
             * @example job.started
             */
            message: string;
            /**
             * @description The todo, issue or spec that it is about.
             * @default null
             */
            work?: string | null;
        };
        /**
         * Message
         * @description One message of an agent's conversation.
         */
        Message: {
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description What was said.
             * @example All tests pass now.
             */
            content: string;
            /**
             * @description A user's name on the forge.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description The one that it is about.
             * @default null
             */
            pull_request?: string | null;
            /**
             * @description The role that the agent had.
             * @enum {string}
             */
            role: "worker" | "leader" | "planner";
            /**
             * Format: date-time
             * @description When it was said, with its offset from UTC.
             */
            sent_at: string;
            /**
             * @description Whether it was about work of its own, or about somebody's submission.
             * @enum {string}
             */
            stage: "task" | "audit";
            /** @description The tools that it called for. */
            tools: string[];
            /**
             * @description Names the message, unlike any other.
             * @example c0f1a5de-55f2-4c0e-8a52-6a3f3b1f4a10
             */
            uuid: string;
            /**
             * @description What was claimed: the todo, the issue or the spec, by role.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            work: string;
        };
        /**
         * Phase
         * @description One step of the work on a todo.
         */
        Phase: {
            /**
             * @description What an agent is told for this step.
             * @example Write the style sheet.
             */
            prompt: string;
            /** @description The tools that the agent may use for it. */
            tools: string[];
        };
        /**
         * PlannedIssue
         * @description An issue to be; it opens once its predecessor is approved.
         */
        PlannedIssue: {
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /**
             * @description The issue of the same plan that must be approved before it; null for one that may begin.
             * @default null
             */
            predecessor?: string | null;
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
            /** @description Its worker-sized pieces, in the plan's order. */
            todos: components["schemas"]["PlannedTodo"][];
            /**
             * @description What the planner calls it, unlike any other issue.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            uuid: string;
        };
        /**
         * PlannedPhase
         * @description One step of the work on a todo.
         */
        PlannedPhase: {
            /**
             * @description What an agent is told for this step.
             * @example Write the style sheet.
             */
            prompt: string;
            /** @description The tools that the agent may use for it. */
            tools: string[];
        };
        /**
         * PlannedTodo
         * @description A todo to be.
         */
        PlannedTodo: {
            /** @description What an audit holds the work against. */
            acceptance_criteria: string[];
            /**
             * @description Todos of the same bounty that must be approved before it; no todo may wait for itself.
             * @default []
             */
            dependencies?: string[];
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /** @description The steps of the work, in their order. */
            phases: components["schemas"]["PlannedPhase"][];
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
            /**
             * @description What the planner calls it, unlike any other todo.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            uuid: string;
        };
        /** @description Why a request was refused (RFC 9457); clients act on `code`. */
        Problem: {
            /** @description What kind of refusal it is; this is the contract. */
            code: string;
            /** @description What is wrong with this request, for people; its words may change. */
            detail: string;
            /** @description What is wrong with an invalid request, up to 100; else empty. */
            errors: components["schemas"]["FieldError"][];
            /** @description The answer's status again. */
            status: number;
            /** @description What the code means, for people. */
            title: string;
            /**
             * Format: uri
             * @description `urn:problem:` and the code.
             */
            type: string;
        };
        /**
         * PullRequest
         * @description A pull request as registered.
         */
        PullRequest: {
            /**
             * @description A draft is registered when work begins, the same one as final when it is done.
             * @example draft
             * @enum {string}
             */
            stage: "draft" | "final";
            /**
             * @description The todo's uuid, as the plan gave it.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            todo: string;
            /**
             * @description A pull request's URL on the forge.
             * @example https://github.com/octo-aggregator/demo/pull/5
             */
            url: string;
        };
        /**
         * Recorded
         * @description What was kept of a batch.
         */
        Recorded: {
            /** @description How many of it were new. */
            stored: number;
        };
        /**
         * RecordLogs
         * @description Leave some log lines; a line that is known already is not stored again.
         *
         *     So a batch whose answer was lost may be sent again.
         */
        RecordLogs: {
            /** @description Up to a thousand lines, in any order. */
            lines: components["schemas"]["LogLine"][];
        };
        /**
         * RecordMessages
         * @description Leave some messages; one whose uuid is known already is not stored again.
         *
         *     So a batch whose answer was lost may be sent again.
         */
        RecordMessages: {
            /** @description Up to a thousand messages, in any order. */
            messages: components["schemas"]["Message"][];
        };
        /**
         * RegisterAggregator
         * @description Register the aggregator's repository; the issue's todos open.
         *
         *     Only the node itself may do so. Registering the same again changes nothing.
         */
        RegisterAggregator: {
            /** @description The copy that workers' pull requests will go to. */
            repository: components["schemas"]["Repository"];
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * RegisterIssuePullRequest
         * @description Register the draft, then the final pull request of a claimed issue.
         *
         *     Only the node itself may register the final one, which must have the draft's URL. Registering
         *     the same again changes nothing.
         */
        RegisterIssuePullRequest: {
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
            /**
             * @description A draft is registered when work begins, the same one as final when it is done.
             * @example draft
             * @enum {string}
             */
            stage: "draft" | "final";
            /**
             * @description A pull request's URL on the forge.
             * @example https://github.com/octo-aggregator/demo/pull/5
             */
            url: string;
        };
        /**
         * RegisterPullRequest
         * @description Register the draft, then the final pull request of a claimed todo.
         *
         *     Only the node itself may register the final one, which must have the draft's URL. Registering
         *     the same again changes nothing.
         */
        RegisterPullRequest: {
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
            /**
             * @description A draft is registered when work begins, the same one as final when it is done.
             * @example draft
             * @enum {string}
             */
            stage: "draft" | "final";
            /**
             * @description A pull request's URL on the forge.
             * @example https://github.com/octo-aggregator/demo/pull/5
             */
            url: string;
        };
        /**
         * Repository
         * @description A repository on the forge.
         */
        Repository: {
            /**
             * @description Its name, up to 100 characters.
             * @example demo
             */
            name: string;
            /**
             * @description Whose it is: a user's or an organisation's name on the forge.
             * @example octo-worker
             */
            owner: string;
        };
        /**
         * ReturnIssue
         * @description Give back an issue that could not be aggregated or brought together.
         *
         *     Somebody else may then claim it. Giving it back again changes nothing.
         */
        ReturnIssue: {
            /**
             * @description Why, for people.
             * @example The tests of the repository fail.
             */
            reason: string;
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * ReturnSpec
         * @description Give back a claimed spec that could not be planned.
         *
         *     Somebody else may then claim it. Giving it back again changes nothing.
         */
        ReturnSpec: {
            /**
             * @description Why, for people.
             * @example The tests of the repository fail.
             */
            reason: string;
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * ReturnTodo
         * @description Give back a claimed todo that could not be done.
         *
         *     Somebody else may then claim it. Giving it back again changes nothing.
         */
        ReturnTodo: {
            /**
             * @description Why, for people.
             * @example The tests of the repository fail.
             */
            reason: string;
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * RoundAudit
         * @description What the round's distribution list came to; applied once, however often it is asked for.
         */
        RoundAudit: {
            /** @description False while somebody else is about to apply it: ask again, to be sure that they did. */
            applied: boolean;
            /** @description How many works the list approved. */
            approved: number;
            /** @description How many works it rejected. */
            rejected: number;
            /** @description The round that was audited. */
            round: number;
            /**
             * @description The task on the chain that rounds are counted in.
             * @example task-1
             */
            task: string;
        };
        /**
         * Spec
         * @description A spec and where it stands.
         */
        Spec: {
            /**
             * @description The spec's identifier, which is its bounty's.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            spec: string;
            /**
             * @description `initialized` while nobody holds it, `failed` after five planners who came to nothing.
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "in_review" | "done" | "failed";
        };
        /**
         * SpecClaim
         * @description A spec to plan, leased to the caller until `expires_at`.
         */
        SpecClaim: {
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /**
             * Format: date-time
             * @description When the spec returns to the queue by itself, in UTC.
             */
            expires_at: string;
            /** @description The repository that the work is for. */
            repository: components["schemas"]["Repository"];
            /**
             * @description The spec's identifier, which is its bounty's.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            spec: string;
            /**
             * @description What an agent is told before its work on the bounty.
             * @example You are a careful web developer.
             */
            system_prompt: string;
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
        };
        /**
         * StoredPlan
         * @description A plan as stored.
         */
        StoredPlan: {
            /**
             * @description Names the plan's content for auditors: the SHA-256 of its canonical JSON.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            digest: string;
            /** @description How many issues it has. */
            issues: number;
            /**
             * @description The spec's identifier, which is its bounty's.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            spec: string;
            /** @description How many todos it has, of all issues together. */
            todos: number;
        };
        /**
         * SubmissionCheck
         * @description The assignment that the submission matches.
         */
        SubmissionCheck: {
            /** @description What a leader had to merge; empty for other roles. */
            pull_requests: string[];
            /**
             * @description What an agent is told before its work on the bounty.
             * @example You are a careful web developer.
             */
            system_prompt: string;
            /**
             * @description The todo, the issue or the spec, by role.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            work: string;
        };
        /**
         * SubmitPlan
         * @description Submit the plan of a claimed spec. It is right as a whole, or nothing of it is kept.
         *
         *     Names are unlike each other and all that is stored; what depends on what names what there is,
         *     and nothing waits for itself. Submitting the same plan again changes nothing.
         */
        SubmitPlan: {
            /** @description The issues to be; all of them together have no more than 20,000 todos. */
            issues: components["schemas"]["PlannedIssue"][];
            /**
             * @description The round's number within its task, counted from 0.
             * @example 7
             */
            round: number;
        };
        /**
         * Todo
         * @description A todo and where it stands.
         */
        Todo: {
            /**
             * @description The branch that its pull request targets; an auditor needs it from here.
             * @example issue-0b0ad3ac
             */
            branch: string;
            /**
             * @description The issue's uuid, as the plan gave it.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            issue: string;
            /** @description Where its pull request goes: the aggregator's. */
            repository: components["schemas"]["Repository"];
            /**
             * @description `initialized` while nobody holds it, `failed` after five attempts that came to nothing.
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "in_review" | "approved" | "merged" | "failed";
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
            /**
             * @description The todo's uuid, as the plan gave it.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            todo: string;
        };
        /**
         * TodoClaim
         * @description A todo, leased to the caller until `expires_at`.
         */
        TodoClaim: {
            /** @description What an audit holds the work against. */
            acceptance_criteria: string[];
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description The branch that the pull request targets.
             * @example issue-0b0ad3ac
             */
            branch: string;
            /** @description Those of the todos that this one depends on. */
            dependency_pull_requests: string[];
            /**
             * @description What is wanted, in Markdown.
             * @example Visitors can choose a dark theme, and it is remembered.
             */
            description: string;
            /**
             * Format: date-time
             * @description When the todo returns to the queue by itself, in UTC.
             */
            expires_at: string;
            /**
             * @description The issue's uuid, as the plan gave it.
             * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
             */
            issue: string;
            /** @description The steps of the work, in their order. */
            phases: components["schemas"]["Phase"][];
            /** @description Where the pull request goes: the aggregator's. */
            repository: components["schemas"]["Repository"];
            /**
             * @description What an agent is told before its work on the bounty.
             * @example You are a careful web developer.
             */
            system_prompt: string;
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
            /**
             * @description The todo's uuid, as the plan gave it.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            todo: string;
        };
        /**
         * TodoProgress
         * @description Where a todo stands.
         */
        TodoProgress: {
            /** @description Everybody who was given it, the latest last. */
            assignees: components["schemas"]["Assignee"][];
            /**
             * @description `initialized` while nobody holds it, `failed` after five attempts that came to nothing.
             * @enum {string}
             */
            status: "initialized" | "in_progress" | "in_review" | "approved" | "merged" | "failed";
            /**
             * @description One line that names it.
             * @example Add a dark theme
             */
            title: string;
            /**
             * @description The todo's uuid, as the plan gave it.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            todo: string;
        };
    };
    responses: {
        /** @description `body_too_large`: The body is larger than this service accepts. */
        BodyTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "body_too_large";
                    /** @constant */
                    status?: 413;
                };
            };
        };
        /** @description `forbidden`: The token is good, but not for this. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "forbidden";
                    /** @constant */
                    status?: 403;
                };
            };
        };
        /** @description `forbidden`: The token is good, but not for this. `task_unknown`: The coordinator does not serve this task. `key_not_staked`: The staking key is not on the task's stake list. */
        "Forbidden-or-TaskUnknown-or-KeyNotStaked": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "forbidden" | "task_unknown" | "key_not_staked";
                    /** @constant */
                    status?: 403;
                };
            };
        };
        /** @description `invalid_request`: The body is JSON, but not what this endpoint takes; `errors` says where. */
        InvalidRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "invalid_request";
                    /** @constant */
                    status?: 422;
                };
            };
        };
        /** @description `issue_not_assigned`: The issue is not, or no longer, assigned to the key in this round. */
        IssueNotAssigned: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "issue_not_assigned";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /** @description `issue_not_assigned`: The issue is not, or no longer, assigned to the key in this round. `pull_request_mismatch`: The pull request is not the one that was registered. */
        "IssueNotAssigned-or-PullRequestMismatch": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "issue_not_assigned" | "pull_request_mismatch";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /** @description `malformed_request`: The body is not a JSON object. */
        MalformedRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "malformed_request";
                    /** @constant */
                    status?: 400;
                };
            };
        };
        /** @description `rate_limited`: This key has asked too often; ask again after `retry_after_s`. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "rate_limited";
                    /** @constant */
                    status?: 429;
                };
            };
        };
        /** @description `round_completed`: The key has already finished its work of this kind in this round. */
        RoundCompleted: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "round_completed";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /** @description `spec_not_assigned`: The spec is not, or no longer, assigned to the key in this round. */
        SpecNotAssigned: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "spec_not_assigned";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /** @description `submission_unknown`: No assignment matches the submission. */
        SubmissionUnknown: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "submission_unknown";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description `todo_not_assigned`: The todo is not, or no longer, assigned to the key in this round. */
        TodoNotAssigned: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "todo_not_assigned";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /** @description `todo_not_assigned`: The todo is not, or no longer, assigned to the key in this round. `pull_request_mismatch`: The pull request is not the one that was registered. */
        "TodoNotAssigned-or-PullRequestMismatch": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "todo_not_assigned" | "pull_request_mismatch";
                    /** @constant */
                    status?: 409;
                };
            };
        };
        /** @description `unauthorized`: The request carries no token, or one that does not hold. */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unauthorized";
                    /** @constant */
                    status?: 401;
                };
            };
        };
        /** @description `unavailable`: Something this service depends on is down; nothing was changed. */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unavailable";
                    /** @constant */
                    status?: 503;
                };
            };
        };
        /** @description `unknown_path`: Nothing is served at this path. `bounty_unknown`: No bounty has this identifier. */
        "UnknownPath-or-BountyUnknown": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path" | "bounty_unknown";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description `unknown_path`: Nothing is served at this path. `distribution_unknown`: The chain has no distribution list of this round yet. */
        "UnknownPath-or-DistributionUnknown": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path" | "distribution_unknown";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description `unknown_path`: Nothing is served at this path. `issue_unknown`: No issue has this identifier. */
        "UnknownPath-or-IssueUnknown": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path" | "issue_unknown";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description `unknown_path`: Nothing is served at this path. `spec_unknown`: No spec has this identifier. */
        "UnknownPath-or-SpecUnknown": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path" | "spec_unknown";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description `unknown_path`: Nothing is served at this path. `todo_unknown`: No todo has this identifier. */
        "UnknownPath-or-TodoUnknown": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path" | "todo_unknown";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description `unsupported_media_type`: The body must be sent as application/json. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unsupported_media_type";
                    /** @constant */
                    status?: 415;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description After how many seconds to ask again.
         * @example 5
         */
        "Retry-After": number;
        /**
         * @description How to come in: with a bearer token (RFC 6750).
         * @example Bearer
         */
        "WWW-Authenticate": "Bearer";
        /**
         * @description Names the request, for whoever asks the operator about it.
         * @example 5be1a1c0f6d04e5d
         */
        "X-Request-Id": string;
    };
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
export type FieldError = components['schemas']['FieldError'];
export type Health = components['schemas']['Health'];
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
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseForbiddenOrTaskUnknownOrKeyNotStaked = components['responses']['Forbidden-or-TaskUnknown-or-KeyNotStaked'];
export type ResponseInvalidRequest = components['responses']['InvalidRequest'];
export type ResponseIssueNotAssigned = components['responses']['IssueNotAssigned'];
export type ResponseIssueNotAssignedOrPullRequestMismatch = components['responses']['IssueNotAssigned-or-PullRequestMismatch'];
export type ResponseMalformedRequest = components['responses']['MalformedRequest'];
export type ResponseRateLimited = components['responses']['RateLimited'];
export type ResponseRoundCompleted = components['responses']['RoundCompleted'];
export type ResponseSpecNotAssigned = components['responses']['SpecNotAssigned'];
export type ResponseSubmissionUnknown = components['responses']['SubmissionUnknown'];
export type ResponseTodoNotAssigned = components['responses']['TodoNotAssigned'];
export type ResponseTodoNotAssignedOrPullRequestMismatch = components['responses']['TodoNotAssigned-or-PullRequestMismatch'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ResponseUnknownPathOrBountyUnknown = components['responses']['UnknownPath-or-BountyUnknown'];
export type ResponseUnknownPathOrDistributionUnknown = components['responses']['UnknownPath-or-DistributionUnknown'];
export type ResponseUnknownPathOrIssueUnknown = components['responses']['UnknownPath-or-IssueUnknown'];
export type ResponseUnknownPathOrSpecUnknown = components['responses']['UnknownPath-or-SpecUnknown'];
export type ResponseUnknownPathOrTodoUnknown = components['responses']['UnknownPath-or-TodoUnknown'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type HeaderWwwAuthenticate = components['headers']['WWW-Authenticate'];
export type HeaderXRequestId = components['headers']['X-Request-Id'];
export type $defs = Record<string, never>;
export interface operations {
    "page.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read this document as a page. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html> */
                    "text/html": string;
                };
            };
        };
    };
    "health.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read whether the service is alive. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "service": "coordinator",
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    "metrics.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read the service's figures. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example # TYPE requests_total counter */
                    "text/plain": string;
                };
            };
        };
    };
    "description.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read this document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.0"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "readiness.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read whether the service can work. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "service": "coordinator",
                     *       "status": "ready"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
    "bounty.list": {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before; without it, the first page.
                 * @example MTc2ODQ2OTQwMDowZTdk
                 */
                after?: string;
                /**
                 * @description How many bounties a page holds at most.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Only bounties that stand so; without it, all.
                 * @example initialized
                 */
                status?: "initialized" | "in_progress" | "done" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Some bounties, the newest first. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "created_at": "2026-01-15T09:30:00Z",
                     *           "description": "Visitors can choose a dark theme, and it is remembered.",
                     *           "id": "5f0c6ad3e1b2947a8d3c1e07",
                     *           "repository": {
                     *             "name": "demo",
                     *             "owner": "octo-worker"
                     *           },
                     *           "status": "initialized",
                     *           "title": "Add a dark theme"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["BountyPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "bounty.create": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same key with the same body gets the same answer again, for 24 hours.
                 * @example 6f1c2d9a-2f0e-4f4e-9f39-1f7b0f6f2f11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description `CreateBounty` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "Visitors can choose a dark theme, and it is remembered.",
                 *       "repository": {
                 *         "name": "demo",
                 *         "owner": "octo-worker"
                 *       },
                 *       "system_prompt": "You are a careful web developer.",
                 *       "title": "Add a dark theme"
                 *     }
                 */
                "application/json": components["schemas"]["CreateBounty"];
            };
        };
        responses: {
            /** @description A bounty as registered. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created_at": "2026-01-15T09:30:00Z",
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "id": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "status": "initialized",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["Bounty"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "bounty.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The bounty's identifier, as its registration answered it.
                 * @example 5f0c6ad3e1b2947a8d3c1e07
                 */
                bounty: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A bounty and all that became of it. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created_at": "2026-01-15T09:30:00Z",
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "id": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "issues": [
                     *         {
                     *           "assignees": [
                     *             {
                     *               "github_username": "octo-worker",
                     *               "outcome": null,
                     *               "pull_request": null,
                     *               "round": 1,
                     *               "staking_key": "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z"
                     *             }
                     *           ],
                     *           "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *           "status": "initialized",
                     *           "title": "Add a dark theme",
                     *           "todos": [
                     *             {
                     *               "assignees": [
                     *                 {
                     *                   "github_username": "octo-worker",
                     *                   "outcome": null,
                     *                   "pull_request": null,
                     *                   "round": 1,
                     *                   "staking_key": "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z"
                     *                 }
                     *               ],
                     *               "status": "initialized",
                     *               "title": "Add a dark theme",
                     *               "todo": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "planning": "initialized",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "status": "initialized",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["BountyProgress"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPath-or-BountyUnknown"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "issue.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The issue's uuid, as the plan gave it.
                 * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
                 */
                issue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An issue and where it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "status": "initialized",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["Issue"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-IssueUnknown"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "aggregator.register": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The issue's uuid, as the plan gave it.
                 * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
                 */
                issue: string;
            };
            cookie?: never;
        };
        /** @description `RegisterAggregator` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "repository": {
                 *         "name": "demo",
                 *         "owner": "octo-worker"
                 *       },
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["RegisterAggregator"];
            };
        };
        responses: {
            /** @description An issue and where it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "status": "initialized",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["Issue"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-IssueUnknown"];
            409: components["responses"]["IssueNotAssigned"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "issue.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The issue's uuid, as the plan gave it.
                 * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
                 */
                issue: string;
            };
            cookie?: never;
        };
        /** @description `ReturnIssue` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The tests of the repository fail.",
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["ReturnIssue"];
            };
        };
        responses: {
            /** @description An issue and where it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "status": "initialized",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["Issue"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-IssueUnknown"];
            409: components["responses"]["IssueNotAssigned"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "issue.register_pull_request": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The issue's uuid, as the plan gave it.
                 * @example 0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70
                 */
                issue: string;
            };
            cookie?: never;
        };
        /** @description `RegisterIssuePullRequest` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "round": 7,
                 *       "stage": "draft",
                 *       "url": "https://github.com/octo-aggregator/demo/pull/5"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterIssuePullRequest"];
            };
        };
        responses: {
            /** @description A leader's pull request as registered. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "stage": "draft",
                     *       "url": "https://github.com/octo-aggregator/demo/pull/5"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuePullRequest"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-IssueUnknown"];
            409: components["responses"]["IssueNotAssigned-or-PullRequestMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "issue.aggregate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `ClaimAggregation` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "github_username": "octo-worker",
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["ClaimAggregation"];
            };
        };
        responses: {
            /** @description An issue to aggregate, leased to the caller until `expires_at`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["AggregationClaim"];
                };
            };
            /** @description An issue to aggregate, leased to the caller until `expires_at`. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["AggregationClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "issue.claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `ClaimIssue` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "github_username": "octo-worker",
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["ClaimIssue"];
            };
        };
        responses: {
            /** @description An issue to bring together, leased to the caller until `expires_at`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "aggregator": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "pull_requests": [
                     *         "https://github.com/octo-aggregator/demo/pull/5"
                     *       ],
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "system_prompt": "You are a careful web developer.",
                     *       "target_branch": "issue-0b0ad3ac",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["IssueClaim"];
                };
            };
            /** @description An issue to bring together, leased to the caller until `expires_at`. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "aggregator": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "pull_requests": [
                     *         "https://github.com/octo-aggregator/demo/pull/5"
                     *       ],
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "system_prompt": "You are a careful web developer.",
                     *       "target_branch": "issue-0b0ad3ac",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["IssueClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            409: components["responses"]["RoundCompleted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "log.record": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same key with the same body gets the same answer again, for 24 hours.
                 * @example 6f1c2d9a-2f0e-4f4e-9f39-1f7b0f6f2f11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description `RecordLogs` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lines": [
                 *         {
                 *           "level": "debug",
                 *           "logged_at": "2026-01-15T09:30:00Z",
                 *           "message": "job.started"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RecordLogs"];
            };
        };
        responses: {
            /** @description What was kept of a batch. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stored": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Recorded"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "message.record": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same key with the same body gets the same answer again, for 24 hours.
                 * @example 6f1c2d9a-2f0e-4f4e-9f39-1f7b0f6f2f11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description `RecordMessages` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "messages": [
                 *         {
                 *           "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                 *           "content": "All tests pass now.",
                 *           "github_username": "octo-worker",
                 *           "role": "worker",
                 *           "sent_at": "2026-01-15T09:30:00Z",
                 *           "stage": "task",
                 *           "tools": [
                 *             "edit_file"
                 *           ],
                 *           "uuid": "c0f1a5de-55f2-4c0e-8a52-6a3f3b1f4a10",
                 *           "work": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RecordMessages"];
            };
        };
        responses: {
            /** @description What was kept of a batch. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stored": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Recorded"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "spec.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The spec's identifier, which is its bounty's.
                 * @example 5f0c6ad3e1b2947a8d3c1e07
                 */
                spec: string;
            };
            cookie?: never;
        };
        /** @description `ReturnSpec` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The tests of the repository fail.",
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["ReturnSpec"];
            };
        };
        responses: {
            /** @description A spec and where it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "spec": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "status": "initialized"
                     *     }
                     */
                    "application/json": components["schemas"]["Spec"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-SpecUnknown"];
            409: components["responses"]["SpecNotAssigned"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "plan.submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The spec's identifier, which is its bounty's.
                 * @example 5f0c6ad3e1b2947a8d3c1e07
                 */
                spec: string;
            };
            cookie?: never;
        };
        /** @description `SubmitPlan` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "issues": [
                 *         {
                 *           "description": "Visitors can choose a dark theme, and it is remembered.",
                 *           "title": "Add a dark theme",
                 *           "todos": [
                 *             {
                 *               "acceptance_criteria": [
                 *                 "The choice outlives a restart of the browser."
                 *               ],
                 *               "description": "Visitors can choose a dark theme, and it is remembered.",
                 *               "phases": [
                 *                 {
                 *                   "prompt": "Write the style sheet.",
                 *                   "tools": [
                 *                     "edit_file"
                 *                   ]
                 *                 }
                 *               ],
                 *               "title": "Add a dark theme",
                 *               "uuid": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                 *             }
                 *           ],
                 *           "uuid": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70"
                 *         }
                 *       ],
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["SubmitPlan"];
            };
        };
        responses: {
            /** @description A plan as stored. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "issues": 1,
                     *       "spec": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "todos": 1
                     *     }
                     */
                    "application/json": components["schemas"]["StoredPlan"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-SpecUnknown"];
            409: components["responses"]["SpecNotAssigned"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "spec.claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `ClaimSpec` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "github_username": "octo-worker",
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["ClaimSpec"];
            };
        };
        responses: {
            /** @description A spec to plan, leased to the caller until `expires_at`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "spec": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "system_prompt": "You are a careful web developer.",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["SpecClaim"];
                };
            };
            /** @description A spec to plan, leased to the caller until `expires_at`. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "spec": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "system_prompt": "You are a careful web developer.",
                     *       "title": "Add a dark theme"
                     *     }
                     */
                    "application/json": components["schemas"]["SpecClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            409: components["responses"]["RoundCompleted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "submission.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `CheckSubmission` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                 *       "pull_request": "https://github.com/octo-aggregator/demo/pull/5",
                 *       "role": "worker",
                 *       "round": 7,
                 *       "staking_key": "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z"
                 *     }
                 */
                "application/json": components["schemas"]["CheckSubmission"];
            };
        };
        responses: {
            /** @description The assignment that the submission matches. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pull_requests": [
                     *         "https://github.com/octo-aggregator/demo/pull/5"
                     *       ],
                     *       "system_prompt": "You are a careful web developer.",
                     *       "work": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmissionCheck"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["SubmissionUnknown"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "round.audit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The round's number within its task, counted from 0.
                 * @example 7
                 */
                round: number;
                /**
                 * @description The task on the chain that rounds are counted in.
                 * @example task-1
                 */
                task: string;
            };
            cookie?: never;
        };
        /** @description `ApplyAudit` as JSON. */
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["ApplyAudit"];
            };
        };
        responses: {
            /** @description What the round's distribution list came to; applied once, however often it is asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "applied": true,
                     *       "approved": 1,
                     *       "rejected": 1,
                     *       "round": 1,
                     *       "task": "task-1"
                     *     }
                     */
                    "application/json": components["schemas"]["RoundAudit"];
                };
            };
            /** @description What the round's distribution list came to; applied once, however often it is asked for. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "applied": true,
                     *       "approved": 1,
                     *       "rejected": 1,
                     *       "round": 1,
                     *       "task": "task-1"
                     *     }
                     */
                    "application/json": components["schemas"]["RoundAudit"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-DistributionUnknown"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "todo.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The todo's uuid, as the plan gave it.
                 * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
                 */
                todo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A todo and where it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branch": "issue-0b0ad3ac",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "status": "initialized",
                     *       "title": "Add a dark theme",
                     *       "todo": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                     *     }
                     */
                    "application/json": components["schemas"]["Todo"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-TodoUnknown"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "todo.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The todo's uuid, as the plan gave it.
                 * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
                 */
                todo: string;
            };
            cookie?: never;
        };
        /** @description `ReturnTodo` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The tests of the repository fail.",
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["ReturnTodo"];
            };
        };
        responses: {
            /** @description A todo and where it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branch": "issue-0b0ad3ac",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "status": "initialized",
                     *       "title": "Add a dark theme",
                     *       "todo": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                     *     }
                     */
                    "application/json": components["schemas"]["Todo"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-TodoUnknown"];
            409: components["responses"]["TodoNotAssigned"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "todo.register_pull_request": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The todo's uuid, as the plan gave it.
                 * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
                 */
                todo: string;
            };
            cookie?: never;
        };
        /** @description `RegisterPullRequest` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "round": 7,
                 *       "stage": "draft",
                 *       "url": "https://github.com/octo-aggregator/demo/pull/5"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterPullRequest"];
            };
        };
        responses: {
            /** @description A pull request as registered. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stage": "draft",
                     *       "todo": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11",
                     *       "url": "https://github.com/octo-aggregator/demo/pull/5"
                     *     }
                     */
                    "application/json": components["schemas"]["PullRequest"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            404: components["responses"]["UnknownPath-or-TodoUnknown"];
            409: components["responses"]["TodoNotAssigned-or-PullRequestMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
    "todo.claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `ClaimTodo` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "github_username": "octo-worker",
                 *       "round": 7
                 *     }
                 */
                "application/json": components["schemas"]["ClaimTodo"];
            };
        };
        responses: {
            /** @description A todo, leased to the caller until `expires_at`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "acceptance_criteria": [
                     *         "The choice outlives a restart of the browser."
                     *       ],
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "dependency_pull_requests": [
                     *         "https://github.com/octo-aggregator/demo/pull/5"
                     *       ],
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "phases": [
                     *         {
                     *           "prompt": "Write the style sheet.",
                     *           "tools": [
                     *             "edit_file"
                     *           ]
                     *         }
                     *       ],
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "system_prompt": "You are a careful web developer.",
                     *       "title": "Add a dark theme",
                     *       "todo": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                     *     }
                     */
                    "application/json": components["schemas"]["TodoClaim"];
                };
            };
            /** @description A todo, leased to the caller until `expires_at`. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "acceptance_criteria": [
                     *         "The choice outlives a restart of the browser."
                     *       ],
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "branch": "issue-0b0ad3ac",
                     *       "dependency_pull_requests": [
                     *         "https://github.com/octo-aggregator/demo/pull/5"
                     *       ],
                     *       "description": "Visitors can choose a dark theme, and it is remembered.",
                     *       "expires_at": "2026-01-15T09:30:00Z",
                     *       "issue": "0b0ad3ac-42b5-4a57-9d26-2c1e8a6f1d70",
                     *       "phases": [
                     *         {
                     *           "prompt": "Write the style sheet.",
                     *           "tools": [
                     *             "edit_file"
                     *           ]
                     *         }
                     *       ],
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "system_prompt": "You are a careful web developer.",
                     *       "title": "Add a dark theme",
                     *       "todo": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                     *     }
                     */
                    "application/json": components["schemas"]["TodoClaim"];
                };
            };
            /** @description Nothing to give now. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden-or-TaskUnknown-or-KeyNotStaked"];
            409: components["responses"]["RoundCompleted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
        };
    };
}
