# The README's command. jest's results are kept: they are counted here and read again by the requirements layer.
. .ci/lib.sh

results=$CI_RUN/jest.json
tests 'npm test' "$results" npm test -- --json --outputFile="$results"
