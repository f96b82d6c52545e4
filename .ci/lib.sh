# What the layers share. Sourced by each of them, at the root of the work tree, with CI_RUN naming the run's folder.
set -euo pipefail

# A tool of the project, the dependencies installed first where needed.
tool() { node .ci/with-dependencies.js "$@"; }

# record passed|failed COUNT
record() { echo "$2" >>"$CI_RUN/$1"; }

# stop CAUSE: ends the layer. The driver has named it in the heading.
stop() {
  printf '\nFAILED in layer %s: %s\n' "$CI_LAYER" "$1"
  exit 1
}

# attempt NAME COMMAND...: runs it, a shell function too, with its output in $attempt_log; tells the time it took and
# leaves the exit code in $attempt_status. Not to be called in a condition, where bash ignores errexit all the way down.
attempt() {
  local name=$1 started=$SECONDS
  shift
  attempt_log=$(mktemp "$CI_RUN/log.XXXXXX")
  printf '%s ... ' "$name"
  set +e
  (
    set -e
    "$@"
  ) >"$attempt_log" 2>&1
  attempt_status=$?
  set -e
  if [[ $attempt_status == 0 ]]; then echo "ok ($((SECONDS - started)) s)"; else echo "failed, exit code $attempt_status"; fi
}

# check NAME COMMAND...: an attempt that counts, and that stops the layer with its last lines when it fails.
check() {
  attempt "$@"
  if [[ $attempt_status == 0 ]]; then
    record passed 1
  else
    record failed 1
    tail -n 60 "$attempt_log"
    stop "$1"
  fi
}

# tests NAME RESULTS COMMAND...: an attempt whose tests count one by one, as jest writes them to the file of results. Stops the layer when one
# fails, or when there was none: jest is content with that.
tests() {
  local name=$1 results=$2 passed=0 failed
  shift 2
  attempt "$name" "$@"
  if [[ -f $results ]]; then
    read -r passed failed < <(node .ci/jest-results.js counts "$results")
    record passed "$passed"
    record failed "$failed"
    echo "$passed tests passed, $failed failed"
  fi

  if [[ $attempt_status != 0 ]]; then
    if [[ -f $results ]]; then node .ci/jest-results.js failures "$results"; fi
    # Without the rows of the coverage table that are complete, the others are in sight.
    grep -vE '\|( +100 \|){4}' "$attempt_log" | tail -n 60
    stop "$name"
  fi
  [[ $passed != 0 ]] || stop 'no test ran'
}

# need COMMAND WHAT: stops the layer when the machine lacks something that the project cannot install.
need() { command -v "$1" >/dev/null || stop "$1 was not found: install $2"; }

need_python() {
  need python3 'Python 3.11 or newer, with venv'
  python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    stop "$(python3 --version) is too old or lacks venv: install Python 3.11 or newer, with venv"
}

# digest: a short digest of standard input.
digest() { git hash-object --stdin | cut -c1-16; }

# A Python environment outside the work tree, kept between runs: venv NAME PIP-ARGUMENT..., its path in $venv_path.
# Its name carries a digest of what defines it, so a change makes a new one; the marker is written last, so an
# interrupted installation is begun anew.
venv() {
  local name=$1 defined_by=$2
  shift 2
  venv_path="${XDG_CACHE_HOME:-$HOME/.cache}/cdk-multi-region-dr/venv-$name-$({ python3 --version; echo "$defined_by"; } | digest)"
  [[ -f $venv_path/.complete ]] || check "install into a fresh Python environment: $name" install_venv "$@"
}

install_venv() {
  rm -rf "$venv_path"
  python3 -m venv "$venv_path"
  "$venv_path/bin/python" -m pip install --quiet --no-input --disable-pip-version-check "$@"
  touch "$venv_path/.complete"
}

# The work tree as a git tree object, everything but ignored files, without touching the index or the object store.
tree_state() {
  local index=$CI_RUN/index objects
  objects=$(git rev-parse --path-format=absolute --git-path objects)
  mkdir -p "$CI_RUN/objects"
  rm -f "$index"
  git_aside "$objects" "$index" read-tree HEAD
  git_aside "$objects" "$index" add --all
  git_aside "$objects" "$index" write-tree
}

git_aside() {
  local objects=$1 index=$2
  shift 2
  GIT_OBJECT_DIRECTORY=$CI_RUN/objects GIT_ALTERNATE_OBJECT_DIRECTORIES=$objects GIT_INDEX_FILE=$index git "$@"
}

# Whether the tree is still as it was when the run began; in a fresh clone: whether `git status` is still clean.
tree_unchanged() {
  local before after
  before=$(<"$CI_RUN/tree")
  after=$(tree_state)
  [[ $after != "$before" ]] || return 0
  git_aside "$(git rev-parse --path-format=absolute --git-path objects)" "$CI_RUN/index" diff --stat "$before" "$after"
  echo 'The commands of this run changed these files: commit what they generate, or ignore it.'
  return 1
}
