# The README's command.
. .ci/lib.sh

check 'npm run demo' npm run demo
check 'demo-out holds the cloud assembly' test -s demo-out/cdk.out/manifest.json
check 'demo-out holds the picture' test -s demo-out/topology.svg
check 'demo-out holds the preview of the dashboards' test -s demo-out/dashboards.html
check "README's picture is the one that the demo draws" cmp demo-out/topology.svg docs/topology.svg
