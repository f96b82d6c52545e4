# Each title of a test names a row that exists; the results are those of the tests layer.
. .ci/lib.sh

check 'npm run requirements' npm run --silent requirements -- --results "$CI_RUN/jest.json"
tail -n 1 "$attempt_log"
