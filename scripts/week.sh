#!/bin/sh
# Updates the archive, builds the site, publishes it and mails what happened; ends with an error if anything failed.
#
# PUBLISH_TO is where rsync puts the site (user@host:/path/ or a folder), MAIL_TO who gets the summary. Without one of
# them that step is left out. Where something failed at one page or site, the rest is published all the same.
set -u
cd "$(dirname "$0")/.." || exit 1
summary=$(mktemp) || exit 1
trap 'rm -f "$summary"' EXIT

code=0
.venv/bin/backfile update >"$summary" 2>&1 || code=$?
if [ "$code" -le 1 ]; then
    {
        .venv/bin/backfile build &&
            { [ -z "${PUBLISH_TO:-}" ] || rsync --archive --delete-after output/ "$PUBLISH_TO"; }
    } >>"$summary" 2>&1 || code=$?
fi

cat "$summary"
if [ -n "${MAIL_TO:-}" ]; then
    [ "$code" -eq 0 ] && subject="Backfile: the week is in" || subject="Backfile: something failed ($code)"
    mail -s "$subject" "$MAIL_TO" <"$summary" || code=$?
fi
exit "$code"
