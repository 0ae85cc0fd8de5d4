// Generated from docs/openapi/node.json by `npm run generate`: not to be edited.

export const operations = {
  "GET /healthz": {"statuses":[200],"refusals":{}},
  "GET /openapi.json": {"statuses":[200],"refusals":{}},
  "GET /readyz": {"statuses":[200],"refusals":{"503":["unavailable"]}},
  "GET /v1/leaders/{round}/{staking_key}": {"statuses":[200],"refusals":{"404":["unknown_path"],"422":["invalid_request"],"503":["unavailable"]}},
  "POST /v1/logs": {"scope":"log:write","statuses":[202],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"]}},
  "GET /v1/rounds/{round}": {"scope":"round:read","statuses":[200],"refusals":{"401":["unauthorized"],"403":["forbidden"],"404":["unknown_path"],"422":["invalid_request"]}},
  "PUT /v1/rounds/{round}/results/{role}": {"scope":"result:report","statuses":[200],"refusals":{"400":["malformed_request"],"401":["unauthorized"],"403":["forbidden"],"404":["unknown_path"],"409":["result_refused"],"413":["body_too_large"],"415":["unsupported_media_type"],"422":["invalid_request"],"503":["unavailable"]}},
} as const;

/** What a call may be refused with. */
export type Code =
  | "body_too_large"
  | "forbidden"
  | "invalid_request"
  | "malformed_request"
  | "result_refused"
  | "unauthorized"
  | "unavailable"
  | "unknown_path"
  | "unsupported_media_type";
