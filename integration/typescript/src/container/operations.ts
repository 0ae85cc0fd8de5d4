// Generated from docs/openapi/container.json by `npm run generate`: not to be edited.

export const operations = {
  "GET /healthz": {"statuses":[200],"refusals":{}},
  "GET /openapi.json": {"statuses":[200],"refusals":{}},
  "GET /readyz": {"statuses":[200],"refusals":{"503":["unavailable"]}},
  "POST /v1/audits": {"scope":"submission:audit","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"503":["unavailable"]}},
  "POST /v1/jobs": {"scope":"job:start","statuses":[200,202],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden"],"409":["container_busy"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"]}},
  "GET /v1/jobs/{job}": {"scope":"job:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden"],"404":["unknown_path","job_unknown"],"422":["invalid_request"]}},
  "DELETE /v1/jobs/{job}": {"scope":"job:cancel","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden"],"404":["unknown_path","job_unknown"],"422":["invalid_request"]}},
  "GET /v1/status": {"scope":"status:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden"],"422":["invalid_request"]}},
  "GET /v1/submissions/{task}/{round}": {"scope":"submission:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden"],"404":["unknown_path","no_submission"],"422":["invalid_request"]}},
} as const;

/** What a call may be refused with. */
export type Code =
  | "body_too_large"
  | "container_busy"
  | "forbidden"
  | "invalid_request"
  | "job_unknown"
  | "malformed_request"
  | "no_submission"
  | "unauthorized"
  | "unavailable"
  | "unknown_path"
  | "unsupported_media_type";
