#!/bin/sh
# Posts an Icinga 2 notification, which classifier.conf puts into the environment, to the classifier as JSON.
#   CLASSIFIER_URL       e.g. https://classifier.example.com
#   CLASSIFIER_KEY_FILE  file with a key of scope alerts, readable by Icinga's user alone
# Ends with curl's code: Icinga logs what is not 0.
set -eu

# A text as JSON: backslash and quote escaped, control characters as blanks.
json() {
  printf '"%s":"%s"' "$1" "$(printf '%s' "$2" | tr '\000-\037' ' ' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')"
}

body="{$(json TYPE "$TYPE"),$(json HOST "$HOST"),$(json SVC "${SVC:-}"),$(json STATE "$STATE"),$(json OUTPUT "${OUTPUT:-}")"
body="$body,$(json LASTCHANGE "${LASTCHANGE:-}"),$(json LONGDT "${LONGDT:-}"),$(json GROUPS "${HOSTGROUPS:-}"),$(json NOTES "${NOTES:-}")}"

# The key goes in by standard input, so that it is in no list of processes.
printf 'header = "Authorization: Bearer %s"\n' "$(cat "$CLASSIFIER_KEY_FILE")" |
  curl --silent --show-error --fail --max-time 10 --retry 3 --retry-connrefused --output /dev/null \
    --config - --header 'Content-Type: application/json' --data-binary "$body" "${CLASSIFIER_URL%/}/v1/alerts/icinga"
