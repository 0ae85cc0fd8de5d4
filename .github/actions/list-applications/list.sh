#!/usr/bin/env bash
# Which applications are in the pacts of a folder.
. "$(dirname "$0")/../shared.sh"

need pactfiles "$PACTFILES" "name the folder."
pacts=$(jq --slurp 'map([.consumer.name, .provider.name])' "$PACTFILES"/*.json) \
  || end_with 1 "There are no pacts in $PACTFILES, or not only pacts."
set_output providers "$(jq --compact-output 'map(.[1]) | unique' <<< "$pacts")"
set_output applications "$(jq --raw-output 'flatten | unique | .[]' <<< "$pacts")"
