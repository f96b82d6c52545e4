# The AWS CLI as far as the runbook needs it: it says what it was told by descriptor 3, because the page reads its output, and refuses
# a transaction as DynamoDB does. EPOCHS, CHECKS, REFUSED and UNREADABLE say what there is.
# The page has a function of that name, which sets the time-outs of every call.
command() {
  [[ "$1 $2 $4" == 'aws --cli-connect-timeout --cli-read-timeout' ]] || { echo "$1 is called without time-outs" >&2; return 1; }
  shift 5
  answer "$@"
  local result=$?
  { printf '%s\0' "$@" "$result"; printf '\1'; } >&3
  return $result
}

answer() {
  case "$1 $2" in
    'dynamodb get-item')
      [[ $UNREADABLE ]] && return 254
      if [[ $* == *'"lock"'* || ! ${EPOCHS[$4]} ]]; then
        echo null
      else
        printf '{\n    "kind": {\n        "S": "any"\n    },\n    "epoch": {\n        "N": "%s"\n    }\n}\n' "${EPOCHS[$4]}"
      fi ;;
    'dynamodb transact-write-items')
      TRANSACTIONS=$((TRANSACTIONS + 1))
      [[ " $REFUSED " != *" $TRANSACTIONS "* ]] || return 254
      [[ $6 =~ '":epoch": {"N": "'([0-9]+)'"}' ]] && ((BASH_REMATCH[1] > ${EPOCHS[$4]:-0})) || return 254
      EPOCHS[$4]=${BASH_REMATCH[1]} ;;
    'route53 list-health-checks')
      [[ $* =~ "AlarmIdentifier.Name=='"([^\']+) ]] && echo "${CHECKS[${BASH_REMATCH[1]}]}" ;;
  esac
}

# The table answers again when the page has waited once.
sleep() { UNREADABLE=; }
