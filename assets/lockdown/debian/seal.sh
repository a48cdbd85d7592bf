#!/bin/sh
# Makes a secret of this machine (TPM where there is one), with which the terminal seals its own key, and has the service hand
# it over. Run by install.sh. Where there can be none, nothing is put in place: a service that waits for a credential which is
# not there never starts.
set -eu
kit=$(dirname "$(readlink -f "$0")")
root=${FOYER_ROOT:-}
credential=$root/etc/foyer/foyer-safe.cred
if [ ! -e "$credential" ]; then
    head -c 64 /dev/urandom | systemd-creds encrypt --name=foyer-safe - "$credential.new"
    mv "$credential.new" "$credential"
fi
install -D -m 644 "$kit/foyer-kiosk-safe.conf" "$root/etc/systemd/system/foyer-kiosk.service.d/safe.conf"
