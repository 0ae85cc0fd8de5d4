# shellcheck shell=bash
# What the scripts of the actions have in common; they source it.
set -euo pipefail

# An empty variable is no credential, but clients take it for one.
for name in PACT_BROKER_TOKEN PACT_BROKER_USERNAME PACT_BROKER_PASSWORD; do
  [ -n "${!name:-}" ] || unset "$name"
done
export PACT_DO_NOT_TRACK=true NO_COLOR=1

# A line for the runner; a text cannot end it, nor begin another.
command_runner() {
  local text=${2//'%'/'%25'}
  text=${text//$'\r'/'%0D'}
  printf '::%s::%s\n' "$1" "${text//$'\n'/'%0A'}"
}

end_with() {
  command_runner error "$2"
  exit "$1"
}

need() {
  [ -n "$2" ] || end_with 2 "The input $1 is missing: $3"
}

need_switch() {
  case $2 in
    true | false | '') ;;
    *) end_with 2 "The input $1 is true or false, not '$2'." ;;
  esac
}

need_number() {
  [[ -z $2 || $2 =~ ^[0-9]{1,6}$ ]] || end_with 2 "The input $1 is a whole number, not '$2'."
}

need_broker() {
  need broker_url "${PACT_BROKER_BASE_URL:-}" \
    "give the address of the broker, or set the variable PACT_BROKER_BASE_URL."
}

any_word() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# Runs a client whose output repeats what others wrote: the runner takes no commands from it. Both
# outputs are one, as the runner reads two in any order.
run_unheeded() {
  local word code=0
  word=$(any_word)
  echo "::stop-commands::$word"
  "$@" 2>&1 || code=$?
  echo "::$word::"
  return "$code"
}

set_output() {
  local end
  end=$(any_word)
  printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >> "$GITHUB_OUTPUT"
}

# One value a line, without blank lines, into the array GIVEN.
read_lines() {
  local line
  GIVEN=()
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*$ ]] || GIVEN+=("$line")
  done <<< "$1"
}

# GitHub gives no secrets to pull requests of forks, nor to those of Dependabot.
lacks_secrets() {
  [[ ${GITHUB_EVENT_NAME:-} == pull_request* ]] || return 1
  [ -z "${PACT_BROKER_TOKEN:-}${PACT_BROKER_PASSWORD:-}" ] || return 1
  [ "${HEAD_REPOSITORY:-}" != "$GITHUB_REPOSITORY" ] || [ "${GITHUB_ACTOR:-}" = 'dependabot[bot]' ]
}

tell_without_secrets() {
  local text="$1: GitHub gives no secrets to this pull request, as it is a fork's or Dependabot's."
  command_runner notice "$text"
  echo "$text" >> "$GITHUB_STEP_SUMMARY"
}
