# The README's command.
. .ci/lib.sh

check 'npm run demo' npm run demo
check 'demo-out holds the cloud assembly' test -s demo-out/cdk.out/manifest.json
check 'demo-out holds the picture' test -s demo-out/topology.svg
check 'demo-out holds the preview of the dashboards' test -s demo-out/dashboards.html
check 'demo-out holds the report of the simulated loss of a Region' test -s demo-out/report.html
check 'demo-out holds the time budget' test -s demo-out/rto-budget.svg
check 'demo-out holds the runbook' test -s demo-out/runbook.md
check "README's picture is the one that the demo draws" cmp demo-out/topology.svg docs/topology.svg
