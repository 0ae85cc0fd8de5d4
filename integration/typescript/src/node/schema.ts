// Generated from docs/openapi/node.json by `npm run generate`: not to be edited.

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
    "/v1/leaders/{round}/{staking_key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask who leads in one round, seen from one staking key.
         * @description Ask who leads in one round, seen from one staking key.
         *
         *     Anybody may ask. It follows from the submissions of earlier rounds, which are on the chain.
         */
        get: operations["leader.read"];
        put?: never;
        post?: never;
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
         * Leave some log lines, which the node hands over to the coordinator.
         * @description Leave some log lines, which the node hands over to the coordinator.
         *
         *     They are taken at once and sent on later, in batches; the oldest are dropped when too many wait.
         */
        post: operations["log.record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what the node did in one round.
         * @description Read what the node did in one round.
         *
         *     Of a round in which it did nothing, the lists are empty.
         */
        get: operations["round.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{round}/results/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Report how a job of the caller's container ended.
         * @description Report how a job of the caller's container ended.
         *
         *     What succeeded has a pull request (a worker's, a leader's) or a repository (an aggregator's);
         *     what failed has a reason. Reporting the same again changes nothing.
         */
        put: operations["result.report"];
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
         * CastVote
         * @description The node's verdict on the submission of another key.
         */
        CastVote: {
            /** @description Whether the node voted for it. */
            passed: boolean;
            /**
             * @description Why, for people.
             * @example The tests of the repository fail.
             */
            reason: string;
            /**
             * @description The submitter's.
             * @example FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z
             */
            staking_key: string;
            /**
             * @description The address of a submission: the SHA-256 of its content, in hexadecimal.
             * @example 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
             */
            submission: string;
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
         * Leader
         * @description Whether the key leads, and whose copy the workers work in.
         */
        Leader: {
            /**
             * @description The leader's; null when that cannot be told.
             * @default null
             */
            github_username: string | null;
            /** @description Whether the key itself leads in the round. */
            is_leader: boolean;
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
         * RecordedResult
         * @description The result as the coordinator has recorded it.
         */
        RecordedResult: {
            /**
             * @description As it was reported.
             * @enum {string}
             */
            outcome: "succeeded" | "failed";
            /**
             * @description Workers do todos, leaders bring a finished issue's pull requests together, aggregators open an issue, planners cut a bounty into issues and todos.
             * @example worker
             * @enum {string}
             */
            role: "worker" | "leader" | "aggregator" | "planner";
            /** @description The round that was worked for. */
            round: number;
        };
        /**
         * RecordLogs
         * @description Leave some log lines, which the node hands over to the coordinator.
         *
         *     They are taken at once and sent on later, in batches; the oldest are dropped when too many wait.
         */
        RecordLogs: {
            /** @description Up to a thousand lines, in any order. */
            lines: components["schemas"]["LogLine"][];
        };
        /**
         * ReportResult
         * @description Report how a job of the caller's container ended.
         *
         *     What succeeded has a pull request (a worker's, a leader's) or a repository (an aggregator's);
         *     what failed has a reason. Reporting the same again changes nothing.
         * @example {
         *       "outcome": "succeeded",
         *       "pull_request": "https://github.com/octo-aggregator/demo/pull/5",
         *       "work": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
         *     }
         */
        ReportResult: {
            /**
             * @description What succeeded is registered with the coordinator, what failed is given back.
             * @enum {string}
             */
            outcome: "succeeded" | "failed";
            /**
             * @description A worker's or a leader's; a planner's plan is read where the container shows its work.
             * @default null
             */
            pull_request?: string | null;
            /**
             * @description Why it failed.
             * @default null
             */
            reason?: string | null;
            /**
             * @description An aggregator's.
             * @default null
             */
            repository?: components["schemas"]["Repository"] | null;
            /**
             * @description The todo, the issue or the spec that was claimed, by role.
             * @example 3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11
             */
            work: string;
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
         * RoleResult
         * @description How the work of one role ended.
         */
        RoleResult: {
            /**
             * @description A planner's: the digest of its plan.
             * @default null
             */
            plan: string | null;
            /**
             * @description A worker's or a leader's.
             * @default null
             */
            pull_request: string | null;
            /**
             * @description Why it failed or was refused.
             * @default null
             */
            reason: string | null;
            /**
             * @description An aggregator's.
             * @default null
             */
            repository: components["schemas"]["Repository"] | null;
            /**
             * @description Workers do todos, leaders bring a finished issue's pull requests together, aggregators open an issue, planners cut a bounty into issues and todos.
             * @example worker
             * @enum {string}
             */
            role: "worker" | "leader" | "aggregator" | "planner";
            /**
             * @description `refused` by the coordinator; `idle` when there was no work to be had, so far.
             * @enum {string}
             */
            state: "succeeded" | "failed" | "refused" | "idle";
            /**
             * @description The address under which it was published.
             * @default null
             */
            submission: string | null;
            /**
             * @description The todo, the issue or the spec that was claimed, by role.
             * @default null
             */
            work: string | null;
        };
        /**
         * RoundList
         * @description The round's list: computed by this node, written on the chain, applied by the coordinator.
         */
        RoundList: {
            /** @description Staking key → what it gets for the round, in the task's smallest unit; negative: loses. */
            amounts: {
                [key: string]: number;
            };
            /**
             * @description How far the list has come.
             * @enum {string}
             */
            state: "computed" | "written" | "applied";
        };
        /**
         * RoundReport
         * @description What the node did in one round.
         */
        RoundReport: {
            /**
             * @description Null while there is no list that this node knows of.
             * @default null
             */
            distribution: components["schemas"]["RoundList"] | null;
            /** @description What kept it from doing more in the last turn. */
            errors: string[];
            /** @description One for each role that the node works in. */
            results: components["schemas"]["RoleResult"][];
            /** @description The round that is told of. */
            round: number;
            /** @description One for each submission that it has audited. */
            votes: components["schemas"]["CastVote"][];
        };
        /**
         * TakenLogs
         * @description What the node has taken.
         */
        TakenLogs: {
            /** @description How many lines it will send on. */
            taken: number;
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
        /** @description `result_refused`: The coordinator did not accept the result; sending it again will not help. */
        ResultRefused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "result_refused";
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
        /** @description `unknown_path`: Nothing is served at this path. */
        UnknownPath: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unknown_path";
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
export type CastVote = components['schemas']['CastVote'];
export type FieldError = components['schemas']['FieldError'];
export type Health = components['schemas']['Health'];
export type Leader = components['schemas']['Leader'];
export type LogLine = components['schemas']['LogLine'];
export type Problem = components['schemas']['Problem'];
export type RecordedResult = components['schemas']['RecordedResult'];
export type RecordLogs = components['schemas']['RecordLogs'];
export type ReportResult = components['schemas']['ReportResult'];
export type Repository = components['schemas']['Repository'];
export type RoleResult = components['schemas']['RoleResult'];
export type RoundList = components['schemas']['RoundList'];
export type RoundReport = components['schemas']['RoundReport'];
export type TakenLogs = components['schemas']['TakenLogs'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseInvalidRequest = components['responses']['InvalidRequest'];
export type ResponseMalformedRequest = components['responses']['MalformedRequest'];
export type ResponseResultRefused = components['responses']['ResultRefused'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ResponseUnknownPath = components['responses']['UnknownPath'];
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
    "leader.read": {
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
                 * @description An Ed25519 public key in base58: whoever signs with it, and stakes for it.
                 * @example FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z
                 */
                staking_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the key leads, and whose copy the workers work in. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "github_username": null,
                     *       "is_leader": true
                     *     }
                     */
                    "application/json": components["schemas"]["Leader"];
                };
            };
            404: components["responses"]["UnknownPath"];
            422: components["responses"]["InvalidRequest"];
            503: components["responses"]["Unavailable"];
        };
    };
    "log.record": {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What the node has taken. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taken": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TakenLogs"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
        };
    };
    "round.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The round's number within its task, counted from 0.
                 * @example 7
                 */
                round: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the node did in one round. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "distribution": null,
                     *       "errors": [
                     *         "the chain does not answer"
                     *       ],
                     *       "results": [
                     *         {
                     *           "plan": null,
                     *           "pull_request": null,
                     *           "reason": null,
                     *           "repository": null,
                     *           "role": "worker",
                     *           "state": "succeeded",
                     *           "submission": null,
                     *           "work": null
                     *         }
                     *       ],
                     *       "round": 1,
                     *       "votes": [
                     *         {
                     *           "passed": true,
                     *           "reason": "The tests of the repository fail.",
                     *           "staking_key": "FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z",
                     *           "submission": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RoundReport"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPath"];
            422: components["responses"]["InvalidRequest"];
        };
    };
    "result.report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Workers do todos, leaders bring a finished issue's pull requests together, aggregators open an issue, planners cut a bounty into issues and todos.
                 * @example worker
                 */
                role: "worker" | "leader" | "aggregator" | "planner";
                /**
                 * @description The round's number within its task, counted from 0.
                 * @example 7
                 */
                round: number;
            };
            cookie?: never;
        };
        /** @description `ReportResult` as JSON. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "succeeded",
                 *       "pull_request": "https://github.com/octo-aggregator/demo/pull/5",
                 *       "work": "3b1f6c1e-8f0a-4a53-9d53-2a1b7f0c9e11"
                 *     }
                 */
                "application/json": components["schemas"]["ReportResult"];
            };
        };
        responses: {
            /** @description The result as the coordinator has recorded it. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "succeeded",
                     *       "role": "worker",
                     *       "round": 1
                     *     }
                     */
                    "application/json": components["schemas"]["RecordedResult"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownPath"];
            409: components["responses"]["ResultRefused"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            503: components["responses"]["Unavailable"];
        };
    };
}
