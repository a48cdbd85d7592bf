#!/bin/sh
# The session without Wayland: an X server is there (DISPLAY), and one program fills it. Used where cage cannot drive the
# graphics, and with a browser of the Chromium family instead of Electron. It never ends: what has ended is started again.
set -eu
: "${DISPLAY:?an X server is needed}"
program=${FOYER_PROGRAM:-/usr/share/foyer/lockdown/foyer-launch.sh --config /etc/foyer/device.json --data /var/lib/foyer}
pause=${FOYER_RESTART_SECONDS:-2}
if command -v xset >/dev/null; then
    xset s off s noblank -dpms || true
fi
if command -v setxkbmap >/dev/null; then
    # No switching of consoles (Ctrl+Alt+F1…) and no killing of the server (Ctrl+Alt+Backspace).
    setxkbmap -option srvrkeys:none || true
fi
trap 'kill "$child" 2>/dev/null; exit 0' TERM INT
while :; do
    # Word splitting is wanted: the variable holds a command with its arguments.
    # shellcheck disable=SC2086
    $program &
    child=$!
    wait "$child" || true
    sleep "$pause"
done
