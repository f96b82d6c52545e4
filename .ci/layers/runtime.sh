# What runs in Lambda, under the Node.js that runs it there: the tests of the handlers, and the bundles that are deployed.
. .ci/lib.sh

results=$CI_RUN/jest-runtime.json
tests 'npm run test:runtime' "$results" npm run test:runtime -- --json --outputFile="$results"
