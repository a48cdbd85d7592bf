#!/bin/sh
# Takes back what install.sh has done; data in /var/lib/foyer and /etc/foyer stay, and so does the credential that opens the device's key.
set -eu
root=${FOYER_ROOT:-}
# While they are still there: of a unit without a file systemd knows no links to take away.
if [ -z "$root" ]; then systemctl disable --now foyer-kiosk-watch.timer foyer-kiosk.service 2>/dev/null || true; fi
rm -f "$root/etc/systemd/system/foyer-kiosk.service" "$root/etc/systemd/system/foyer-kiosk-watch.service" \
    "$root/etc/systemd/system/foyer-kiosk-watch.timer" "$root/etc/udev/rules.d/70-foyer-devices.rules" \
    "$root/etc/systemd/system/foyer-kiosk.service.d/safe.conf" "$root/etc/systemd/system/foyer-kiosk.service.d/x11.conf" \
    "$root/etc/sysctl.d/90-foyer-kiosk.conf" "$root/etc/systemd/logind.conf.d/foyer.conf" "$root/etc/apparmor.d/foyer"
if [ -e "$root/etc/usbguard/rules.conf.before-foyer" ]; then
    mv "$root/etc/usbguard/rules.conf.before-foyer" "$root/etc/usbguard/rules.conf"
fi
if [ -n "$root" ]; then exit 0; fi
for number in 2 3 4 5 6; do systemctl unmask "getty@tty$number.service"; done
systemctl unmask ctrl-alt-del.target
systemctl enable getty@tty1.service
systemctl daemon-reload
