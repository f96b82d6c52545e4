# What was rendered, run by the simulator: every law holds in every schedule, and every mutant of the checker's is caught.
. .ci/lib.sh

check 'npm run simulate' npm run simulate
cat "$attempt_log"
