#!/bin/sh
# Starts the terminal: the version that it has fetched by itself, if built-in updates are on, else the one of the package.
# A fetched version that has not shown itself within three starts is given up, and the one before runs again.
set -eu
packed=${FOYER_PACKED:-/opt/Foyer/foyer}
versions=${FOYER_VERSIONS:-/var/lib/foyer/versions}
if [ -f "$versions/trial" ]; then
    starts=$(tr -cd 0-9 <"$versions/trial")
    if [ "${starts:-0}" -ge 3 ]; then
        given_up=$(basename "$(readlink "$versions/current" || echo none)")
        # A full disk keeps nobody from the way back, nor, below, from a start.
        echo "$given_up" >>"$versions/failed" || true
        if [ -L "$versions/previous" ]; then
            mv -T "$versions/previous" "$versions/current"
        else
            rm -f "$versions/current"
        fi
        rm -f "$versions/trial"
        echo "version $given_up did not show itself in three starts: back to the one before" >&2
    else
        { echo "$((${starts:-0} + 1))" >"$versions/trial.new" && mv -T "$versions/trial.new" "$versions/trial"; } ||
            echo "this start of a version on trial could not be counted" >&2
    fi
fi
if [ -x "$versions/current/foyer" ]; then exec "$versions/current/foyer" "$@"; fi
exec "$packed" "$@"
