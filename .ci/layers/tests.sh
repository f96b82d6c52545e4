# The README's command. jest's results are kept: they are counted here and read again by the requirements layer.
. .ci/lib.sh

results=$CI_RUN/jest.json
attempt 'npm test' npm test -- --json --outputFile="$results"

passed=0
if [[ -f $results ]]; then
  read -r passed failed < <(node .ci/jest-results.js counts "$results")
  record passed "$passed"
  record failed "$failed"
  echo "$passed tests passed, $failed failed"
fi

if [[ $attempt_status != 0 ]]; then
  if [[ -f $results ]]; then node .ci/jest-results.js failures "$results"; fi
  # Without the rows of the coverage table that are complete, the others are in sight.
  grep -vE '\|( +100 \|){4}' "$attempt_log" | tail -n 60
  stop 'npm test'
fi

# jest is content with no tests at all.
[[ $passed != 0 ]] || stop 'no test ran'
