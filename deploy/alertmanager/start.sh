#!/bin/sh
# Starts Alertmanager with the receivers that the environment names: it does not read variables in its configuration.
#
# COPYDESK_ALERT_URL gets every alert, or the warnings only where COPYDESK_ALERT_CRITICAL_URL gets the critical ones. Where
# neither is set nobody is told, and Alertmanager's own page shows what fires.
set -eu
source=${1:?configuration} target=${2:?where the finished configuration goes}
shift 2

put() { # the address of a receiver into its line, or the line away
    if [ -z "$2" ]; then
        sed -i "\\|http://set.by/$1\"|d" "$target"
        return
    fi
    # What sed, and YAML in double quotes, would read otherwise.
    address=$(printf '%s' "$2" | sed 's/["\\]/\\&/g; s/[&|\\]/\\&/g')
    sed -i "s|http://set.by/$1\"|$address\"|" "$target"
}

umask 077
cat "$source" >"$target"
put COPYDESK_ALERT_CRITICAL_URL "${COPYDESK_ALERT_CRITICAL_URL:-${COPYDESK_ALERT_URL:-}}"
put COPYDESK_ALERT_URL "${COPYDESK_ALERT_URL:-}"
exec alertmanager --config.file="$target" "$@"
