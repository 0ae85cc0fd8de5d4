#!/usr/bin/env bash
# Tells the broker which version of the applications is in an environment now.
. "$(dirname "$0")/../shared.sh"

need_broker
need application_name "$APPLICATION_NAME" "name the application, or several on lines of their own."
need environment "$ENVIRONMENT" "name the environment that was deployed to, as the broker knows it."

read_lines "$APPLICATION_NAME"
options=("--version=$VERSION" "--environment=$ENVIRONMENT")
[ -z "$APPLICATION_INSTANCE" ] || options+=("--application-instance=$APPLICATION_INSTANCE")
for application in "${GIVEN[@]}"; do
  run_unheeded pact broker record-deployment "--pacticipant=$application" "${options[@]}" \
    || end_with 1 "The deployment of $application could not be recorded; the lines above say why."
done
