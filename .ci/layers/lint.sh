# The templates of the integration app, and of an app with every option, against the resource schemas of the Region that each is deployed to.
. .ci/lib.sh

every_option() { tool ts-node --transpileOnly --project tsconfig.dev.json test/demo/every-option.ts "$CI_RUN/every-option"; }

list_stacks() {
  for assembly in demo-out/cdk.out "$CI_RUN/every-option"; do node .ci/assembly-stacks.js "$assembly"; done >"$CI_RUN/stacks"
}

need_python
venv cfn-lint "$(<.ci/cfn-lint.txt)" -r .ci/cfn-lint.txt
check "every option, under CloudFormation's rules (strict)" every_option
check 'list the stacks of both apps' list_stacks

for region in $(cut -f 1 "$CI_RUN/stacks" | sort -u); do
  templates=()
  while IFS=$'\t' read -r stack_region template; do
    if [[ $stack_region == "$region" ]]; then templates+=("$template"); fi
  done <"$CI_RUN/stacks"
  check "cfn-lint $region (templates: ${#templates[@]})" \
    "$venv_path/bin/cfn-lint" --config-file .ci/cfnlintrc.yaml --regions "$region" -- "${templates[@]}"
done
