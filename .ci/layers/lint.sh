# The integration app's templates against the resource schemas of the Region that each is deployed to.
. .ci/lib.sh

list_stacks() { node .ci/assembly-stacks.js demo-out/cdk.out >"$CI_RUN/stacks"; }

need_python
venv cfn-lint "$(<.ci/cfn-lint.txt)" -r .ci/cfn-lint.txt
check 'list the stacks of the integration app' list_stacks

for region in $(cut -f 1 "$CI_RUN/stacks" | sort -u); do
  templates=()
  while IFS=$'\t' read -r stack_region template; do
    if [[ $stack_region == "$region" ]]; then templates+=("$template"); fi
  done <"$CI_RUN/stacks"
  check "cfn-lint $region (templates: ${#templates[@]})" \
    "$venv_path/bin/cfn-lint" --config-file .ci/cfnlintrc.yaml --regions "$region" -- "${templates[@]}"
done
