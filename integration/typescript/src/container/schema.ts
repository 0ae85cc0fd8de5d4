// Generated from docs/openapi/container.json by `npm run generate`: not to be edited.

export interface paths {
    "/v1/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Audit somebody's submission. */
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
        /** Start the work of one round, or learn how the same job stands. */
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
        /** Read one job. */
        get: operations["job.read"];
        put?: never;
        post?: never;
        /** End one job; what it holds is given back. */
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
        /** Read whether the container is free. */
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
        /** Read the finished work of a round. */
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
         * @description The verdict on a submission, and why.
         */
        Audit: {
            /** Passed */
            passed: boolean;
            /** Reason */
            reason: string;
        };
        /**
         * AuditSubmission
         * @description Audit somebody's submission.
         */
        AuditSubmission: {
            /** Bounty */
            bounty: string;
            /** Github Username */
            github_username: string;
            /**
             * Issues
             * @default null
             */
            issues?: components["schemas"]["PlannedIssue"][] | null;
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
            repository: components["schemas"]["Repository"];
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "leader" | "planner";
            /** Round */
            round: number;
            /** Staking Key */
            staking_key: string;
            /** Task */
            task: string;
            /** Token */
            token: string;
            /** Work */
            work: string;
        };
        /**
         * Job
         * @description A job and how it stands; `idle` means that there was no work to be had.
         */
        Job: {
            /** Job */
            job: string;
            /**
             * Pull Request
             * @default null
             */
            pull_request?: string | null;
            /**
             * Reason
             * @default null
             */
            reason?: string | null;
            /** @default null */
            repository?: components["schemas"]["Repository"] | null;
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "leader" | "aggregator" | "planner";
            /** Round */
            round: number;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "succeeded" | "idle" | "failed";
            /**
             * Work
             * @default null
             */
            work?: string | null;
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
         * StartJob
         * @description Start the work of one round, or learn how the same job stands.
         */
        StartJob: {
            /** Attestation */
            attestation: string;
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "leader" | "aggregator" | "planner";
            /** Round */
            round: number;
            /** Task */
            task: string;
            /** Token */
            token: string;
        };
        /**
         * Status
         * @description Whether the container works, on which of the caller's jobs, and what it can do.
         */
        Status: {
            /**
             * Job
             * @default null
             */
            job?: string | null;
            /** Roles */
            roles: ("worker" | "leader" | "aggregator" | "planner")[];
            /**
             * State
             * @enum {string}
             */
            state: "busy" | "free";
        };
        /**
         * Submission
         * @description The finished work of a round, as the node publishes it.
         */
        Submission: {
            /** Bounty */
            bounty: string;
            /** Github Username */
            github_username: string;
            /**
             * Issues
             * @default null
             */
            issues?: components["schemas"]["PlannedIssue"][] | null;
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
            repository: components["schemas"]["Repository"];
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "leader" | "planner";
            /** Round */
            round: number;
            /** Task */
            task: string;
            /** Work */
            work: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Audit = components['schemas']['Audit'];
export type AuditSubmission = components['schemas']['AuditSubmission'];
export type Job = components['schemas']['Job'];
export type PlannedIssue = components['schemas']['PlannedIssue'];
export type PlannedPhase = components['schemas']['PlannedPhase'];
export type PlannedTodo = components['schemas']['PlannedTodo'];
export type Problem = components['schemas']['Problem'];
export type Repository = components['schemas']['Repository'];
export type StartJob = components['schemas']['StartJob'];
export type Status = components['schemas']['Status'];
export type Submission = components['schemas']['Submission'];
export type $defs = Record<string, never>;
export interface operations {
    "submission.audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuditSubmission"];
            };
        };
        responses: {
            /** @description The verdict on a submission, and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
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
    "job.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartJob"];
            };
        };
        responses: {
            /** @description A job and how it stands; `idle` means that there was no work to be had. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description A job and how it stands; `idle` means that there was no work to be had. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
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
            /** @description `container_busy`: The container works on another job. */
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
    "job.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job and how it stands; `idle` means that there was no work to be had. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
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
            /** @description `job_unknown`: The container knows no such job. `unknown_path`: Nothing is served at this path. */
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
    "job.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job and how it stands; `idle` means that there was no work to be had. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
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
            /** @description `job_unknown`: The container knows no such job. `unknown_path`: Nothing is served at this path. */
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
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
    "submission.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round: number;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The finished work of a round, as the node publishes it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Submission"];
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
            /** @description `no_submission`: There is no finished work of this round. `unknown_path`: Nothing is served at this path. */
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
}
