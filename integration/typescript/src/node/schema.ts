// Generated from docs/openapi/node.json by `npm run generate`: not to be edited.

export interface paths {
    "/v1/leaders/{round}/{staking_key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask who leads in one round, seen from one staking key. */
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
        /** Leave some log lines, which the node hands over to the coordinator. */
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
        /** Read what the node did in one round. */
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
        /** Report how a job of the caller's container ended. */
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
            /** Passed */
            passed: boolean;
            /** Reason */
            reason: string;
            /** Staking Key */
            staking_key: string;
            /** Submission */
            submission: string;
        };
        /**
         * Leader
         * @description Whether the key leads, and as whom the leader works; None when that cannot be told.
         */
        Leader: {
            /**
             * Github Username
             * @default null
             */
            github_username?: string | null;
            /** Is Leader */
            is_leader: boolean;
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
         * RecordedResult
         * @description The result as the coordinator has recorded it.
         */
        RecordedResult: {
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "succeeded" | "failed";
            /**
             * Role
             * @enum {string}
             */
            role: "worker" | "leader" | "aggregator" | "planner";
            /** Round */
            round: number;
        };
        /**
         * RecordLogs
         * @description Leave some log lines, which the node hands over to the coordinator.
         */
        RecordLogs: {
            /** Lines */
            lines: components["schemas"]["LogLine"][];
        };
        /**
         * ReportResult
         * @description Report how a job of the caller's container ended.
         */
        ReportResult: {
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "succeeded" | "failed";
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
            /** Work */
            work: string;
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
         * RoleResult
         * @description How the work of one role ended; `idle` means that there was none to be had, so far.
         */
        RoleResult: {
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
            /**
             * State
             * @enum {string}
             */
            state: "succeeded" | "failed" | "refused" | "idle";
            /**
             * Submission
             * @default null
             */
            submission?: string | null;
            /**
             * Work
             * @default null
             */
            work?: string | null;
        };
        /**
         * RoundList
         * @description The round's list: computed by this node, written on the chain, applied by the coordinator.
         */
        RoundList: {
            /** Amounts */
            amounts: {
                [key: string]: number;
            };
            /**
             * State
             * @enum {string}
             */
            state: "computed" | "written" | "applied";
        };
        /**
         * RoundReport
         * @description What the node did in one round, and what went wrong in the last turn of it.
         */
        RoundReport: {
            /** @default null */
            distribution?: components["schemas"]["RoundList"] | null;
            /** Errors */
            errors: string[];
            /** Results */
            results: components["schemas"]["RoleResult"][];
            /** Round */
            round: number;
            /** Votes */
            votes: components["schemas"]["CastVote"][];
        };
        /**
         * TakenLogs
         * @description How many lines the node has taken.
         */
        TakenLogs: {
            /** Taken */
            taken: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type CastVote = components['schemas']['CastVote'];
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
export type $defs = Record<string, never>;
export interface operations {
    "leader.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round: number;
                staking_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the key leads, and as whom the leader works; None when that cannot be told. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Leader"];
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
    "log.record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordLogs"];
            };
        };
        responses: {
            /** @description How many lines the node has taken. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenLogs"];
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
    "round.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                round: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the node did in one round, and what went wrong in the last turn of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundReport"];
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
    "result.report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                role: "worker" | "leader" | "aggregator" | "planner";
                round: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportResult"];
            };
        };
        responses: {
            /** @description The result as the coordinator has recorded it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedResult"];
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
            /** @description `result_refused`: The coordinator did not accept the result; sending it again will not help. */
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
