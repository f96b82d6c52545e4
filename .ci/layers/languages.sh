# The API exists in five languages, and an app in Python is the same app as its twin in TypeScript.
. .ci/lib.sh

# A file of a type that was removed would still be packaged: dist is never cleaned by the tools.
rm -rf dist

# sources LANGUAGE PATTERN: at least one generated source file, and not an empty one.
sources() { find "dist/$1" -name "$2" -size +0 | grep .; }

check 'sources for all languages (jsii-pacmak)' tool jsii-pacmak --code-only
check 'JavaScript' sources js '*.jsii.tgz'
check 'Python' sources python/src/cdk_multi_region_dr '__init__.py'
check 'Java' sources java/src/main/java/io/github/cdkmultiregiondr '*.java'
check 'Go' sources go/cdkmultiregiondr '*.go'
check '.NET' sources dotnet/CdkMultiRegionDr '*.cs'

# requirements_of WHEEL: what the wheel declares, so that a change of it makes a fresh environment.
requirements_of() { python3 -m zipfile -e "$1" "$CI_RUN/wheel" && grep -h '^Requires-' "$CI_RUN"/wheel/*.dist-info/METADATA; }

# synth FOLDER COMMAND...: runs an app with its cloud assembly in FOLDER.
synth() {
  local output=$1
  shift
  # Both apps are validated as such by the demo; here only their templates count.
  CDK_OUTDIR=$output CDK_VALIDATION=false "$@"
}

python_app() { synth "$CI_RUN/python.out" "$venv_path/bin/python" examples/python/app.py; }

# The TypeScript twin runs against the packed library, as a consumer has it: only what the package ships is there. Its
# peers are those of the project, linked, so that app and library share one copy.
typescript_app() {
  local app=$CI_RUN/typescript
  mkdir -p "$app/node_modules/cdk-multi-region-dr"
  cp -R examples/typescript/. "$app"
  tar -xzf dist/js/*.jsii.tgz -C "$app/node_modules/cdk-multi-region-dr" --strip-components=1
  ln -s "$PWD/node_modules/aws-cdk-lib" "$PWD/node_modules/constructs" "$app/node_modules"
  synth "$CI_RUN/typescript.out" node .ci/with-dependencies.js ts-node --project tsconfig.dev.json --compilerOptions '{"rootDir":"/"}' "$app/app.ts"
}

same_templates() {
  (cd "$CI_RUN/typescript.out" && find . -name '*.template.json' | sort) >"$CI_RUN/typescript.templates"
  (cd "$CI_RUN/python.out" && find . -name '*.template.json' | sort) >"$CI_RUN/python.templates"
  grep -c . "$CI_RUN/typescript.templates"
  diff "$CI_RUN/typescript.templates" "$CI_RUN/python.templates"
  while read -r template; do
    diff "$CI_RUN/typescript.out/$template" "$CI_RUN/python.out/$template"
  done <"$CI_RUN/typescript.templates"
}

need_python
# The packager's own check refuses a folder in which it finds anything but packages.
rm -rf dist/python
check 'Python wheel' tool jsii-pacmak --target python
wheel=$(ls dist/python/*.whl)
declared=$(requirements_of "$wheel")
venv python-consumer "$declared $(<.ci/python-consumer.txt)" --constraint .ci/python-consumer.txt "$wheel"
check 'install the wheel' "$venv_path/bin/python" -m pip install --quiet --force-reinstall --no-deps "$wheel"
check 'the wheel has all that it needs' "$venv_path/bin/python" -m pip check
check 'the example in Python' python_app
check 'the example in TypeScript' typescript_app
check 'both make the same templates' same_templates
