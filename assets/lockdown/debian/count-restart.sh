#!/bin/sh
# Counts ends of the kiosk; after ten within ten minutes the machine starts anew, at most once an hour.
set -eu
folder=${FOYER_RUN:-/run/foyer}
mark=${FOYER_STATE:-/var/lib/foyer}/.restarted
mkdir -p "$folder"
now=$(date +%s)
echo "$now" >>"$folder/ends"
recent=$(awk -v since=$((now - 600)) '$1 >= since' "$folder/ends" | wc -l)
if [ "$recent" -ge 10 ] && [ -z "$(find "$mark" -mmin -60 2>/dev/null)" ]; then
    touch "$mark"
    echo "ten ends within ten minutes: the machine starts anew"
    [ "${1:-}" = --dry-run ] && exit 3
    systemctl reboot
fi
