#!/usr/bin/env bash
# Which applications are in the pacts of a folder.
here=$(dirname "$0")
. "$here/../shared.sh"

need pactfiles "$PACTFILES" "name the folder."
for which in providers applications; do
  names=$(python3 "$here/names.py" "$which" "$PACTFILES") \
    || end_with 1 "It is not known which applications there are; the lines above say why."
  set_output "$which" "$names"
done
