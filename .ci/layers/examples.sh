# Every example that a reader may copy from a README compiles and translates to all languages.
. .ci/lib.sh

check 'examples of every README (jsii-rosetta)' tool projen examples
check 'the tree is unchanged' tree_unchanged
