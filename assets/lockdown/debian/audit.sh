#!/bin/sh
# Looks over a Debian kiosk. One line per point: ok, FAULT or unknown. Exit 1 if there is a fault. Changes nothing.
set -u
kit=$(dirname "$(readlink -f "$0")")
root=${FOYER_ROOT:-}
faults=0
point() { # name, 0|1|2
    case $2 in
    0) echo "ok       $1" ;;
    2) echo "unknown  $1" ;;
    *)
        echo "FAULT    $1"
        faults=$((faults + 1))
        ;;
    esac
}
has() { [ -f "$root$1" ] && grep -q -- "$2" "$root$1"; }
live() { [ -z "$root" ] && [ -d /run/systemd/system ]; }
mode() { stat -c '%U %a' "$root$1" 2>/dev/null; }

stale=0
for unit in foyer-kiosk.service foyer-kiosk-watch.service foyer-kiosk-watch.timer; do
    cmp -s "$kit/$unit" "$root/etc/systemd/system/$unit" || stale=1
done
point 'the units are those of the installed version (else run install.sh again)' $stale
has /etc/systemd/system/foyer-kiosk.service 'User=foyer-kiosk'
point 'the kiosk runs as a user of its own' $?
! has /etc/systemd/system/foyer-kiosk.service 'cage.* -s '
point 'cage does not allow other consoles' $?
! grep -rqs -- '--no-sandbox' "$root/etc/systemd/system" "$root/usr/share/applications"
point 'nothing switches the sandbox off' $?
has /etc/sysctl.d/90-foyer-kiosk.conf 'kernel.sysrq = 0'
point 'the magic SysRq key is off' $?
has /etc/sysctl.d/90-foyer-kiosk.conf 'fs.suid_dumpable = 0'
point 'no core files' $?
has /etc/systemd/logind.conf.d/foyer.conf 'NAutoVTs=0'
point 'no consoles on demand' $?
has /etc/udev/rules.d/70-foyer-devices.rules 'bInterfaceClass.*08'
point 'USB storage is not bound' $?
if [ -e "$root/etc/foyer/device.json" ]; then
    case $(mode /etc/foyer/device.json) in
    'root 644' | 'root 640' | 'root 600') point 'device.json belongs to root' 0 ;;
    *) point 'device.json belongs to root' 1 ;;
    esac
else
    point 'device.json is in place' 1
fi
if [ -e "$root/var/lib/foyer" ]; then
    case $(mode /var/lib/foyer) in
    *' 700') point "the data folder is the kiosk user's alone" 0 ;;
    *) point "the data folder is the kiosk user's alone" 1 ;;
    esac
else
    point "the data folder is the kiosk user's alone" 2
fi
if live; then
    [ -e /etc/foyer/foyer-safe.cred ] && [ -e /etc/systemd/system/foyer-kiosk.service.d/safe.conf ]
    point "the device's key is sealed by a credential of this machine" $?
    systemctl is-enabled --quiet foyer-kiosk.service
    point 'the kiosk starts with the machine' $?
    [ "$(systemctl is-enabled ctrl-alt-del.target 2>/dev/null)" = masked ]
    point 'Ctrl+Alt+Del does nothing' $?
    [ "$(systemctl is-enabled getty@tty2.service 2>/dev/null)" = masked ]
    point 'no login on the second console' $?
    [ "$(cat /proc/sys/kernel/sysrq)" = 0 ]
    point 'SysRq is off now' $?
    systemctl is-active --quiet usbguard.service
    point 'USBGuard is running' $?
    timedatectl show -p NTPSynchronized --value 2>/dev/null | grep -q yes
    point 'the clock is synchronised' $?
    ! swapon --noheadings --show=NAME 2>/dev/null | grep -qv zram
    point 'no swap on disk, or an encrypted one (look yourself)' $?
else
    point 'what only the running machine can tell' 2
fi
[ "$faults" -eq 0 ]
