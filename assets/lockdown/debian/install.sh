#!/bin/sh
# Makes this Debian a kiosk: run as root after installing the package foyer. `--dry-run` tells and changes nothing.
# Undo: uninstall.sh. Look over what is in place: audit.sh.
set -eu
kit=$(dirname "$(readlink -f "$0")")
root=${FOYER_ROOT:-}
dry=${1:-}
run() {
    if [ "$dry" = --dry-run ]; then echo "would: $*"; else "$@"; fi
}
put() {
    run install -D -m "$3" "$kit/$1" "$root$2"
}

if [ -z "$root" ] && [ "$dry" != --dry-run ] && [ "$(id -u)" -ne 0 ]; then
    echo "install.sh: needs root" >&2
    exit 1
fi
put foyer-kiosk.service /etc/systemd/system/foyer-kiosk.service 644
put foyer-kiosk-watch.service /etc/systemd/system/foyer-kiosk-watch.service 644
put foyer-kiosk-watch.timer /etc/systemd/system/foyer-kiosk-watch.timer 644
put 70-foyer-devices.rules /etc/udev/rules.d/70-foyer-devices.rules 644
put 90-foyer-kiosk.conf /etc/sysctl.d/90-foyer-kiosk.conf 644
put logind-foyer.conf /etc/systemd/logind.conf.d/foyer.conf 644
# Rules fitted to this terminal's devices outlive a second run; those from before the first one are what uninstall.sh gives back.
usb=$root/etc/usbguard
if { [ -d "$usb" ] || [ -n "$root" ]; } && [ ! -e "$usb/rules.conf.before-foyer" ]; then
    before=/dev/null
    if [ -e "$usb/rules.conf" ]; then before=$usb/rules.conf; fi
    run install -D -m 600 "$before" "$usb/rules.conf.before-foyer"
    put usbguard-rules.conf /etc/usbguard/rules.conf 600
fi
if [ -d /etc/apparmor.d/abi ] || [ -n "$root" ]; then put apparmor-foyer /etc/apparmor.d/foyer 644; fi
run mkdir -p "$root/etc/foyer"
if [ -n "$root" ]; then exit 0; fi
if [ "$dry" = --dry-run ]; then
    echo "would: make /etc/foyer/foyer-safe.cred and /etc/systemd/system/foyer-kiosk.service.d/safe.conf"
elif command -v systemd-creds >/dev/null; then
    "$kit/seal.sh" || echo "install.sh: no credential of systemd here: only file modes protect the device's key" >&2
fi
for number in 2 3 4 5 6; do run systemctl mask "getty@tty$number.service"; done
run systemctl mask ctrl-alt-del.target
run systemctl disable getty@tty1.service
run systemctl daemon-reload
run sysctl --quiet --system
run udevadm control --reload
run systemctl set-default graphical.target
run systemctl enable foyer-kiosk.service foyer-kiosk-watch.timer
echo "Put /etc/foyer/device.json in place, then: systemctl isolate graphical.target. Check with audit.sh."
