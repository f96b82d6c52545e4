# The API exists in five languages, and one app, written in four of them, makes the same templates.
. .ci/lib.sh

need_python
need javac 'JDK 17 or newer'
need mvn 'Maven'
need go 'Go 1.25 or newer'

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

# The packager's own check refuses a folder in which it finds anything but packages.
rm -rf dist/python dist/java dist/go
check 'Python wheel, Java archive, Go module' tool jsii-pacmak --target python java go

# synth LANGUAGE COMMAND...: runs the app with its cloud assembly in a folder of the language.
synth() {
  local output=$CI_RUN/$1.out
  shift
  # This layer compares templates; CloudFormation's validator would add seconds per language and find the same in each.
  CDK_OUTDIR=$output CDK_VALIDATION=false "$@"
}

# consumer LANGUAGE: a copy of the example outside of the tree, as a consumer has it; its folder in $app.
consumer() {
  app=$CI_RUN/$1
  mkdir -p "$app"
  cp -R "examples/$1/." "$app"
}

# The app runs against the packed library: only what the package ships is there. Its peers are those of the project,
# linked, so that app and library share one copy.
typescript_app() {
  mkdir -p "$app/node_modules/cdk-multi-region-dr"
  tar -xzf dist/js/*.jsii.tgz -C "$app/node_modules/cdk-multi-region-dr" --strip-components=1
  ln -s "$PWD/node_modules/aws-cdk-lib" "$PWD/node_modules/constructs" "$app/node_modules"
  synth typescript node .ci/with-dependencies.js ts-node --project tsconfig.dev.json --compilerOptions '{"rootDir":"/"}' "$app/app.ts"
}

# What a reader copies first must not be what the library warns of, nor need an AWS account to synthesise.
example_is_clean() {
  ! grep -rhoE 'ack: cdk-multi-region-dr:[A-Za-z0-9]+|"missing": ' "$CI_RUN/typescript.out" --include='*.metadata.json' --include=manifest.json
}

# requirements_of WHEEL: what the wheel declares, so that a change of it makes a fresh environment.
requirements_of() { python3 -m zipfile -e "$1" "$CI_RUN/wheel" && grep -h '^Requires-' "$CI_RUN"/wheel/*.dist-info/METADATA; }

python_app() { synth python "$venv_path/bin/python" "$app/app.py"; }

# Installed rather than read from dist as a repository: Maven would take the archive of an earlier run from its cache.
install_archive() {
  local archive
  archive=$(find dist/java -name '*-javadoc.jar')
  archive=${archive%-javadoc.jar}
  mvn -q -B install:install-file -Dfile="$archive.jar" -DpomFile="$archive.pom"
}

java_app() { synth java mvn -q -B -f "$app/pom.xml" exec:java; }

build_go() {
  go -C "$app" mod edit -replace "github.com/cdk-multi-region-dr/cdk-multi-region-dr-go/cdkmultiregiondr=$PWD/dist/go/cdkmultiregiondr"
  GOTOOLCHAIN=local go -C "$app" build -o app .
}

go_app() { synth go "$app/app"; }

# same_templates LANGUAGE: byte for byte those of TypeScript.
same_templates() {
  local language
  for language in typescript "$1"; do
    (cd "$CI_RUN/$language.out" && find . -name '*.template.json' | sort) >"$CI_RUN/$language.templates"
  done
  grep -c . "$CI_RUN/typescript.templates"
  diff "$CI_RUN/typescript.templates" "$CI_RUN/$1.templates"
  while read -r template; do
    cmp "$CI_RUN/typescript.out/$template" "$CI_RUN/$1.out/$template"
  done <"$CI_RUN/typescript.templates"
}

consumer typescript
check 'the example in TypeScript' typescript_app
check 'the library warns of nothing in it' example_is_clean

wheel=$(ls dist/python/*.whl)
declared=$(requirements_of "$wheel")
venv python-consumer "$declared $(<.ci/python-consumer.txt)" --constraint .ci/python-consumer.txt "$wheel"
check 'install the wheel' "$venv_path/bin/python" -m pip install --quiet --force-reinstall --no-deps "$wheel"
check 'the wheel has all that it needs' "$venv_path/bin/python" -m pip check
consumer python
check 'the example in Python' python_app
check 'Python makes the same templates' same_templates python

check 'install the archive' install_archive
consumer java
check 'the example in Java compiles' mvn -q -B -f "$app/pom.xml" compile
check 'the example in Java' java_app
check 'Java makes the same templates' same_templates java

consumer go
check 'the example in Go compiles' build_go
check 'the example in Go' go_app
check 'Go makes the same templates' same_templates go
