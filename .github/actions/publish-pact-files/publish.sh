#!/usr/bin/env bash
# Publishes pacts as the commit and branch that recorded them.
. "$(dirname "$0")/../shared.sh"

if lacks_secrets; then
  tell_without_secrets "No pacts are published"
  set_output published false
  exit 0
fi
need_broker
need pactfiles "$PACTFILES" "name a folder, a file, or a pattern; several stand on lines of their own."
need_switch tag_with_git_branch "$TAG_WITH_GIT_BRANCH"

read_lines "$PACTFILES"
options=("--consumer-app-version=$VERSION")
[ -z "$BRANCH" ] || options+=("--branch=$BRANCH")
tags=()
[ -z "$TAG" ] || tags+=("$TAG")
[ "$TAG_WITH_GIT_BRANCH" != true ] || [ -z "$BRANCH" ] || tags+=("$BRANCH")
[ "${#tags[@]}" -eq 0 ] || options+=("--tag" "${tags[@]}")
options+=("--build-url=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID")

run_unheeded pact broker publish "${options[@]}" -- "${GIVEN[@]}" \
  || end_with 1 "The pacts could not be published; the lines above say why."
set_output published true
set_output version "$VERSION"
set_output branch "$BRANCH"
