// Generated from docs/openapi/coordinator.json by `npm run generate`: not to be edited.

export const operations = {
  "GET /healthz": {"statuses":[200],"refusals":{}},
  "GET /openapi.json": {"statuses":[200],"refusals":{}},
  "GET /readyz": {"statuses":[200],"refusals":{"503":["unavailable"]}},
  "GET /v1/bounties": {"scope":"bounty:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/bounties": {"scope":"bounty:create","repeatable":true,"statuses":[201],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "GET /v1/bounties/{bounty}": {"scope":"bounty:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden"],"404":["unknown_path","bounty_unknown"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/issues/aggregations": {"scope":"issue:aggregate","statuses":[200,201,204],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/issues/claims": {"scope":"issue:claim","statuses":[200,201,204],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"409":["round_completed"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "GET /v1/issues/{issue}": {"scope":"issue:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","issue_unknown"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "PUT /v1/issues/{issue}/aggregator": {"scope":"aggregator:register","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","issue_unknown"],"409":["issue_not_assigned"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/issues/{issue}/failures": {"scope":"issue:return","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","issue_unknown"],"409":["issue_not_assigned"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "PUT /v1/issues/{issue}/pull-request": {"scope":"issue:submit","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","issue_unknown"],"409":["issue_not_assigned","pull_request_mismatch"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/logs": {"scope":"log:write","repeatable":true,"statuses":[201],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/messages": {"scope":"message:write","repeatable":true,"statuses":[201],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/specs/claims": {"scope":"spec:claim","statuses":[200,201,204],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"409":["round_completed"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/specs/{spec}/failures": {"scope":"spec:return","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","spec_unknown"],"409":["spec_not_assigned"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "PUT /v1/specs/{spec}/plan": {"scope":"plan:submit","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","spec_unknown"],"409":["spec_not_assigned"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/submissions/checks": {"scope":"submission:check","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["submission_unknown"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/tasks/{task}/rounds/{round}/audit": {"scope":"round:audit","statuses":[200,202],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","distribution_unknown"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/todos/claims": {"scope":"todo:claim","statuses":[200,201,204],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"409":["round_completed"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "GET /v1/todos/{todo}": {"scope":"todo:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","todo_unknown"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "POST /v1/todos/{todo}/failures": {"scope":"todo:return","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","todo_unknown"],"409":["todo_not_assigned"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
  "PUT /v1/todos/{todo}/pull-request": {"scope":"todo:submit","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden","task_unknown","key_not_staked"],"404":["unknown_path","todo_unknown"],"409":["todo_not_assigned","pull_request_mismatch"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"429":["rate_limited"],"503":["unavailable"]}},
} as const;

/** What a call may be refused with. */
export type Code =
  | "body_too_large"
  | "bounty_unknown"
  | "distribution_unknown"
  | "forbidden"
  | "invalid_request"
  | "issue_not_assigned"
  | "issue_unknown"
  | "key_not_staked"
  | "malformed_request"
  | "pull_request_mismatch"
  | "rate_limited"
  | "round_completed"
  | "spec_not_assigned"
  | "spec_unknown"
  | "submission_unknown"
  | "task_unknown"
  | "todo_not_assigned"
  | "todo_unknown"
  | "unauthorized"
  | "unavailable"
  | "unknown_path"
  | "unsupported_media_type";
