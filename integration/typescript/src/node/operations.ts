// Generated from docs/openapi/node.json by `npm run generate`: not to be edited.

export const operations = {
  "GET /v1/leaders/{round}/{staking_key}": {
    "statuses": [
      200
    ],
    "refusals": {
      "400": [
        "malformed_request"
      ],
      "401": [
        "unauthorized"
      ],
      "403": [
        "forbidden"
      ],
      "404": [
        "unknown_path"
      ],
      "405": [
        "method_not_allowed"
      ],
      "413": [
        "body_too_large"
      ],
      "415": [
        "unsupported_media_type"
      ],
      "422": [
        "invalid_request"
      ],
      "429": [
        "rate_limited"
      ],
      "503": [
        "unavailable"
      ]
    }
  },
  "POST /v1/logs": {
    "scope": "log:write",
    "statuses": [
      202
    ],
    "refusals": {
      "400": [
        "malformed_request"
      ],
      "401": [
        "unauthorized"
      ],
      "403": [
        "forbidden"
      ],
      "404": [
        "unknown_path"
      ],
      "405": [
        "method_not_allowed"
      ],
      "413": [
        "body_too_large"
      ],
      "415": [
        "unsupported_media_type"
      ],
      "422": [
        "invalid_request"
      ],
      "429": [
        "rate_limited"
      ],
      "503": [
        "unavailable"
      ]
    }
  },
  "GET /v1/rounds/{round}": {
    "scope": "round:read",
    "statuses": [
      200
    ],
    "refusals": {
      "400": [
        "malformed_request"
      ],
      "401": [
        "unauthorized"
      ],
      "403": [
        "forbidden"
      ],
      "404": [
        "unknown_path"
      ],
      "405": [
        "method_not_allowed"
      ],
      "413": [
        "body_too_large"
      ],
      "415": [
        "unsupported_media_type"
      ],
      "422": [
        "invalid_request"
      ],
      "429": [
        "rate_limited"
      ],
      "503": [
        "unavailable"
      ]
    }
  },
  "PUT /v1/rounds/{round}/results/{role}": {
    "scope": "result:report",
    "statuses": [
      200
    ],
    "refusals": {
      "400": [
        "malformed_request"
      ],
      "401": [
        "unauthorized"
      ],
      "403": [
        "forbidden"
      ],
      "404": [
        "unknown_path"
      ],
      "405": [
        "method_not_allowed"
      ],
      "409": [
        "result_refused"
      ],
      "413": [
        "body_too_large"
      ],
      "415": [
        "unsupported_media_type"
      ],
      "422": [
        "invalid_request"
      ],
      "429": [
        "rate_limited"
      ],
      "503": [
        "unavailable"
      ]
    }
  }
} as const;
