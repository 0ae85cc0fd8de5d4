#!/usr/bin/env bash
# Asks whether applications may go somewhere; tells the answer in log, summary and comment.
here=$(dirname "$0")
. "$here/../shared.sh"

check_inputs() {
  need_broker
  need application_name "$APPLICATION_NAME" "name the application, or several on lines of their own."
  for name in MAIN_BRANCH TO_MAIN_BRANCH DRY_RUN SUMMARY COMMENT; do
    need_switch "${name,,}" "${!name}"
  done
  need_number retry_while_unknown "$RETRY_WHILE_UNKNOWN"
  need_number retry_interval "$RETRY_INTERVAL"
}

# Which version is meant into SELECTOR, where it is to go into DESTINATION, as options.
choose() {
  local -a chosen=() places=()
  [ -z "$VERSION" ] || chosen+=("--version" "$VERSION")
  [ -z "$LATEST" ] || chosen+=("--latest" "$LATEST")
  [ -z "$BRANCH" ] || chosen+=("--branch" "$BRANCH")
  [ "$MAIN_BRANCH" != true ] || chosen+=("--main-branch" "")
  [ -z "$TO_ENVIRONMENT" ] || places+=("--to-environment" "$TO_ENVIRONMENT")
  [ -z "$TO" ] || places+=("--to" "$TO")
  [ "$TO_MAIN_BRANCH" != true ] || places+=("--to-main-branch" "")
  [ "${#chosen[@]}" -le 2 ] \
    || end_with 2 "Give one of the inputs version, latest, branch and main_branch."
  [ "${#places[@]}" -eq 2 ] \
    || end_with 2 "Give one of the inputs to_environment, to and to_main_branch."
  [ "${#chosen[@]}" -gt 0 ] || chosen=("--version" "$THIS_VERSION")
  SELECTOR=("${chosen[0]}" ${chosen[1]:+"${chosen[1]}"})
  DESTINATION=("${places[0]}" ${places[1]:+"${places[1]}"})
}

# The official client answers; 0 is yes.
ask_official() {
  local -a command=(can-i-deploy) asked=() retries=()
  local application
  # It reads these options itself, and does not know them with a sign of equality.
  for application in "${GIVEN[@]}"; do
    asked+=("--pacticipant" "$application" "${SELECTOR[@]}")
  done
  if [ "$TO_MAIN_BRANCH" = true ]; then
    [ "${SELECTOR[0]}" = --version ] || end_with 2 "With to_main_branch, only a version can be asked of."
    command=(can-i-merge)
  else
    asked+=("${DESTINATION[@]}")
  fi
  [ -z "$RETRY_WHILE_UNKNOWN" ] || retries+=("--retry-while-unknown" "$RETRY_WHILE_UNKNOWN")
  [ -z "$RETRY_INTERVAL" ] || retries+=("--retry-interval" "$RETRY_INTERVAL")
  run_unheeded pact broker "${command[@]}" "${asked[@]}" "${retries[@]}"
}

report() {
  local -a asked=()
  local application
  for application in "${GIVEN[@]}"; do
    asked+=("--pacticipant=$application")
  done
  pact-notary report "${asked[@]}" "${SELECTOR[@]}" "${DESTINATION[@]}" "$@"
}

# One text for both places: it is hidden in a summary which comment it is.
tell() {
  local text=$RUNNER_TEMP/pact-answer.md
  run_unheeded report --format=comment --output="$text" || return 1
  [ "$SUMMARY" = false ] || cat "$text" >> "$GITHUB_STEP_SUMMARY"
  [ "$COMMENT" != true ] || python3 "$here/comment.py" "$text" || true
  [ "$1" = true ] || report --format=annotations
}

if lacks_secrets; then
  tell_without_secrets "Nobody is asked"
  exit 0
fi
check_inputs
choose
read_lines "$APPLICATION_NAME"
code=0
ask_official || code=$?
[ "$code" -le 1 ] || exit "$code"
deployable=$([ "$code" -eq 0 ] && echo true || echo false)
if ! tell "$deployable"; then
  [ "$deployable" = true ] || end_with 3 "No answer could be had; the lines above say why."
  command_runner warning "The answer is yes, but could not be told; the lines above say why."
fi
set_output deployable "$deployable"
if [ "$deployable" = false ] && [ "$DRY_RUN" = true ]; then
  command_runner notice "The answer is no; it does not count, as dry_run is true."
  exit 0
fi
exit "$code"
