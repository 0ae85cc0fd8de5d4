#!/usr/bin/env bash
# Puts `pact` and `pact-notary` on the path, unless they are there.
set -euo pipefail

if command -v pact > /dev/null && command -v pact-notary > /dev/null; then
  exit 0
fi
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$RUNNER_TEMP/pact-notary"
"$RUNNER_TEMP/pact-notary/bin/python" -m pip install --quiet --requirement "$here/requirements.txt"
echo "$RUNNER_TEMP/pact-notary/bin" >> "$GITHUB_PATH"
