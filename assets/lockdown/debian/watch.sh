#!/bin/sh
# Restarts the kiosk if its health file, written every 30 seconds, is older than MAX_AGE seconds. Run by a timer as root.
set -eu
file=${FOYER_HEALTH_FILE:-/var/lib/foyer/station/health.json}
max_age=${FOYER_HEALTH_MAX_AGE:-90}
[ -f "$file" ] || exit 0
age=$(($(date +%s) - $(stat -c %Y "$file")))
if [ "$age" -gt "$max_age" ]; then
    echo "the kiosk has not written $file for $age seconds"
    [ "${1:-}" = --dry-run ] && exit 3
    # One that somebody has stopped stays stopped.
    systemctl is-active --quiet foyer-kiosk.service || exit 0
    # One that has just begun gets as long to write its first: until then the file is of before, and would end every start.
    began=$(systemctl show --property=ActiveEnterTimestampMonotonic --value foyer-kiosk.service)
    [ $(($(cut -d. -f1 /proc/uptime) - ${began:-0} / 1000000)) -gt "$max_age" ] || exit 0
    systemctl restart foyer-kiosk.service
fi
