# What is generated and committed (project files, API.md) is what the sources generate.
. .ci/lib.sh

check 'package-lock.json agrees with package.json' npm ci --dry-run --no-audit --no-fund
check 'project files (projen)' tool projen
check 'functions (esbuild)' tool projen pre-compile
check 'jsii without a warning' tool projen compile
check 'API reference (docgen)' tool projen post-compile
check 'the tree is unchanged' tree_unchanged
