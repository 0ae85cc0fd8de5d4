// Generated from docs/openapi/container.json by `npm run generate`: not to be edited.

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
    "/v1/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Audit somebody's submission.
         * @description Audit somebody's submission.
         *
         *     A worker's and a leader's has a pull request, a planner's its plan and the plan's digest, and
         *     nothing else. The answer comes once the audit is done.
         */
        post: operations["submission.audit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the work of one round, or learn how the same job stands.
         * @description Start the work of one round, or learn how the same job stands.
         *
         *     202 is a new job, 200 the one that was started before for the same task, round and role. A
         *     container takes only the roles that its status lists.
         */
        post: operations["job.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one job.
         * @description Read one job.
         *
         *     The jobs of other staking keys are unknown to the caller.
         */
        get: operations["job.read"];
        put?: never;
        post?: never;
        /**
         * End one job; what it holds is given back.
         * @description End one job; what it holds is given back.
         *
         *     A job that has ended stays as it is, and is answered.
         */
        delete: operations["job.cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read whether the container is free.
         * @description Read whether the container is free.
         *
         *     It works on one job at a time.
         */
        get: operations["status.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions/{task}/{round}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the finished work of a round.
         * @description Read the finished work of a round.
         *
         *     Only what succeeded is shown, and only to the staking key that ordered it.
         */
        get: operations["submission.read"];
        put?: never;
        post?: never;
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
         * Audit
         * @description The verdict on a submission.
         */
        Audit: {
            /** @description Whether the work is what was asked for. */
            passed: boolean;
            /**
             * @description Why, for people.
             * @example The tests of the repository fail.
             */
            reason: string;
        };
        /**
         * AuditSubmission
         * @description Audit somebody's submission.
         *
         *     A worker's and a leader's has a pull request, a planner's its plan and the plan's digest, and
         *     nothing else. The answer comes once the audit is done.
         * @example {
         *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
         *       "github_username": "octo-worker",
         *       "pull_request": "https://github.com/octo-aggregator/demo/pull/5",
         *       "repository": {
         *         "name": "demo",
         *         "owner": "octo-aggregator"
         *       },
         *       "role": "worker",
         *       "round": 7,
         *       "staking_key": "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z",
         *       "task": "task-1",
         *       "token": "header.claims.signature",
         *       "work": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
         *     }
         */
        AuditSubmission: {
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description The submitter's.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description A planner's: the plan itself.
             * @default null
             */
            issues?: components["schemas"]["PlannedIssue"][] | null;
            /**
             * @description A planner's: the digest of `issues`.
             * @default null
             */
            plan?: string | null;
            /**
             * @description A worker's or a leader's.
             * @default null
             */
            pull_request?: string | null;
            /** @description The repository that the pull request is in; a planner's, the bounty's. */
            repository: components["schemas"]["Repository"];
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
            /**
             * @description The task on the chain that rounds are counted in.
             * @example task-1
             */
            task: string;
            /**
             * @description Delegated by the auditing node.
             * @example header.claims.signature
             */
            token: string;
            /**
             * @description What was claimed: the todo, the issue or the spec, by role.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            work: string;
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
         * Job
         * @description A job and how it stands.
         */
        Job: {
            /**
             * @description The job's identifier: the same for the same task, round, role and staking key.
             * @example 9c1185a5c5e9fc54612808977ee8f548
             */
            job: string;
            /**
             * @description A worker's or a leader's, once it is opened.
             * @default null
             */
            pull_request: string | null;
            /**
             * @description Why it failed.
             * @default null
             */
            reason: string | null;
            /**
             * @description An aggregator's, once it is made.
             * @default null
             */
            repository: components["schemas"]["Repository"] | null;
            /**
             * @description Workers do todos, leaders bring a finished issue's pull requests together, aggregators open an issue, planners cut a bounty into issues and todos.
             * @example worker
             * @enum {string}
             */
            role: "worker" | "leader" | "aggregator" | "planner";
            /** @description The round that it works for. */
            round: number;
            /**
             * @description `idle` means that there was no work to be had.
             * @enum {string}
             */
            state: "running" | "succeeded" | "idle" | "failed";
            /**
             * @description What was claimed: a todo, an issue or a spec, by role. So a node that missed the report can
             *     still record or return it.
             * @default null
             */
            work: string | null;
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
         * StartJob
         * @description Start the work of one round, or learn how the same job stands.
         *
         *     202 is a new job, 200 the one that was started before for the same task, round and role. A
         *     container takes only the roles that its status lists.
         */
        StartJob: {
            /**
             * @description The node's signed statement that the round's work is its own; goes into the pull request.
             * @example 3yZe7dFVen3X669xLzsi6N2V91Doiy
             */
            attestation: string;
            /**
             * @description Workers do todos, leaders bring a finished issue's pull requests together, aggregators open an issue, planners cut a bounty into issues and todos.
             * @example worker
             * @enum {string}
             */
            role: "worker" | "leader" | "aggregator" | "planner";
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
            /**
             * @description Delegated: what the container may do for the node in this round.
             * @example header.claims.signature
             */
            token: string;
        };
        /**
         * Status
         * @description Whether the container works, on which of the caller's jobs, and what it can do.
         */
        Status: {
            /**
             * @description Null when free, or when the job is another key's.
             * @default null
             */
            job: string | null;
            /** @description The roles that it takes jobs of. */
            roles: ("worker" | "leader" | "aggregator" | "planner")[];
            /**
             * @description Whether it works on any job, the caller's or another key's.
             * @enum {string}
             */
            state: "busy" | "free";
        };
        /**
         * Submission
         * @description The finished work of a round, as the node publishes it.
         */
        Submission: {
            /**
             * @description The bounty's identifier, as its registration answered it.
             * @example 5f0c6ad3e1b2947a8d3c1e07
             */
            bounty: string;
            /**
             * @description A user's name on the forge.
             * @example octo-worker
             */
            github_username: string;
            /**
             * @description A planner's: the plan itself.
             * @default null
             */
            issues: components["schemas"]["PlannedIssue"][] | null;
            /**
             * @description A planner's: the digest of `issues`.
             * @default null
             */
            plan: string | null;
            /**
             * @description A worker's or a leader's.
             * @default null
             */
            pull_request: string | null;
            /** @description The repository that the pull request is in; a planner's, the bounty's. */
            repository: components["schemas"]["Repository"];
            /**
             * @description Whose work it is; an aggregator's is not published.
             * @enum {string}
             */
            role: "worker" | "leader" | "planner";
            /** @description The round that it was done in. */
            round: number;
            /**
             * @description The task on the chain that rounds are counted in.
             * @example task-1
             */
            task: string;
            /**
             * @description What was claimed: the todo, the issue or the spec, by role.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            work: string;
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
        /** @description `container_busy`: The container works on another job. */
        ContainerBusy: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "container_busy";
                    /** @constant */
                    status?: 409;
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
        /** @description `unknown_path`: Nothing is served at this path. `job_unknown`: The container knows no such job. */
        "UnknownPath-or-JobUnknown": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path" | "job_unknown";
                    /** @constant */
                    status?: 404;
                };
            };
        };
        /** @description `unknown_path`: Nothing is served at this path. `no_submission`: There is no finished work of this round. */
        "UnknownPath-or-NoSubmission": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path" | "no_submission";
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
export type Audit = components['schemas']['Audit'];
export type AuditSubmission = components['schemas']['AuditSubmission'];
export type FieldError = components['schemas']['FieldError'];
export type Health = components['schemas']['Health'];
export type Job = components['schemas']['Job'];
export type PlannedIssue = components['schemas']['PlannedIssue'];
export type PlannedPhase = components['schemas']['PlannedPhase'];
export type PlannedTodo = components['schemas']['PlannedTodo'];
export type Problem = components['schemas']['Problem'];
export type Repository = components['schemas']['Repository'];
export type StartJob = components['schemas']['StartJob'];
export type Status = components['schemas']['Status'];
export type Submission = components['schemas']['Submission'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseContainerBusy = components['responses']['ContainerBusy'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseInvalidRequest = components['responses']['InvalidRequest'];
export type ResponseMalformedRequest = components['responses']['MalformedRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ResponseUnknownPathOrJobUnknown = components['responses']['UnknownPath-or-JobUnknown'];
export type ResponseUnknownPathOrNoSubmission = components['responses']['UnknownPath-or-NoSubmission'];
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
    "submission.audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `AuditSubmission` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                 *       "github_username": "octo-worker",
                 *       "pull_request": "https://github.com/octo-aggregator/demo/pull/5",
                 *       "repository": {
                 *         "name": "demo",
                 *         "owner": "octo-aggregator"
                 *       },
                 *       "role": "worker",
                 *       "round": 7,
                 *       "staking_key": "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z",
                 *       "task": "task-1",
                 *       "token": "header.claims.signature",
                 *       "work": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                 *     }
                 */
                "application/json": components["schemas"]["AuditSubmission"];
            };
        };
        responses: {
            /** @description The verdict on a submission. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "passed": true,
                     *       "reason": "The tests of the repository fail."
                     *     }
                     */
                    "application/json": components["schemas"]["Audit"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            503: components["responses"]["Unavailable"];
        };
    };
    "job.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description `StartJob` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attestation": "3yZe7dFVen3X669xLzsi6N2V91Doiy",
                 *       "role": "worker",
                 *       "round": 7,
                 *       "task": "task-1",
                 *       "token": "header.claims.signature"
                 *     }
                 */
                "application/json": components["schemas"]["StartJob"];
            };
        };
        responses: {
            /** @description A job and how it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": "9c1185a5c5e9fc54612808977ee8f548",
                     *       "pull_request": null,
                     *       "reason": null,
                     *       "repository": null,
                     *       "role": "worker",
                     *       "round": 1,
                     *       "state": "running",
                     *       "work": null
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A job and how it stands. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": "9c1185a5c5e9fc54612808977ee8f548",
                     *       "pull_request": null,
                     *       "reason": null,
                     *       "repository": null,
                     *       "role": "worker",
                     *       "round": 1,
                     *       "state": "running",
                     *       "work": null
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["ContainerBusy"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
        };
    };
    "job.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's identifier: the same for the same task, round, role and staking key.
                 * @example 9c1185a5c5e9fc54612808977ee8f548
                 */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job and how it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": "9c1185a5c5e9fc54612808977ee8f548",
                     *       "pull_request": null,
                     *       "reason": null,
                     *       "repository": null,
                     *       "role": "worker",
                     *       "round": 1,
                     *       "state": "running",
                     *       "work": null
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPath-or-JobUnknown"];
            422: components["responses"]["InvalidRequest"];
        };
    };
    "job.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's identifier: the same for the same task, round, role and staking key.
                 * @example 9c1185a5c5e9fc54612808977ee8f548
                 */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job and how it stands. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": "9c1185a5c5e9fc54612808977ee8f548",
                     *       "pull_request": null,
                     *       "reason": null,
                     *       "repository": null,
                     *       "role": "worker",
                     *       "round": 1,
                     *       "state": "running",
                     *       "work": null
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPath-or-JobUnknown"];
            422: components["responses"]["InvalidRequest"];
        };
    };
    "status.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the container works, on which of the caller's jobs, and what it can do. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job": null,
                     *       "roles": [
                     *         "worker"
                     *       ],
                     *       "state": "busy"
                     *     }
                     */
                    "application/json": components["schemas"]["Status"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["InvalidRequest"];
        };
    };
    "submission.read": {
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
        requestBody?: never;
        responses: {
            /** @description The finished work of a round, as the node publishes it. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bounty": "5f0c6ad3e1b2947a8d3c1e07",
                     *       "github_username": "octo-worker",
                     *       "issues": null,
                     *       "plan": null,
                     *       "pull_request": null,
                     *       "repository": {
                     *         "name": "demo",
                     *         "owner": "octo-worker"
                     *       },
                     *       "role": "worker",
                     *       "round": 1,
                     *       "task": "task-1",
                     *       "work": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                     *     }
                     */
                    "application/json": components["schemas"]["Submission"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPath-or-NoSubmission"];
            422: components["responses"]["InvalidRequest"];
        };
    };
}
