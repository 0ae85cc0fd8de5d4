// Generated from docs/openapi/container.json by `npm run generate`: not to be edited.

export const operations = {
  "POST /v1/audits": {
    "scope": "submission:audit",
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
  "POST /v1/jobs": {
    "scope": "job:start",
    "statuses": [
      200,
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
      "409": [
        "container_busy"
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
  "GET /v1/jobs/{job}": {
    "scope": "job:read",
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
        "job_unknown",
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
  "DELETE /v1/jobs/{job}": {
    "scope": "job:cancel",
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
        "job_unknown",
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
  "GET /v1/status": {
    "scope": "status:read",
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
  "GET /v1/submissions/{task}/{round}": {
    "scope": "submission:read",
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
        "no_submission",
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
  }
} as const;
