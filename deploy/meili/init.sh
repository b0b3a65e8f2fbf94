#!/bin/sh
# Makes the scoped key of Kebang in Meilisearch; a key that is there already stays. Its value follows from the master key
# and the uid in key.json (HMAC-SHA256), so that `make env` could write it into .env beforehand.
set -eu
: "${MEILI_URL:?}" "${MEILI_MASTER_KEY:?}"
here=$(dirname "$0")
body=$(mktemp)
trap 'rm -f "$body"' EXIT

# The header goes through a file: an argument would stand in the list of processes.
status=$(printf 'header = "Authorization: Bearer %s"\n' "$MEILI_MASTER_KEY" |
  curl -sS -K - -o "$body" -w '%{http_code}' -X POST "$MEILI_URL/keys" -H 'Content-Type: application/json' --data-binary "@$here/key.json")
case $status in
  201) echo 'the key of Kebang was made' ;;
  409) echo 'the key of Kebang is there' ;;
  *) echo "Meilisearch refused the key of Kebang ($status): $(cat "$body")" >&2; exit 1 ;;
esac
