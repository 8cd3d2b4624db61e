#!/bin/sh
# A hook of .pre-commit-hooks.yaml: runs the scopectl of the repository that is checked, else the one on the PATH, else this
# commit, which it builds once. `language: node` cannot build it: npm installs no development dependencies for `install -g`.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
built=$root/node_modules/.built-for-hooks

if [ -x node_modules/.bin/scopectl ]; then exec node_modules/.bin/scopectl "$@"; fi
if command -v scopectl > /dev/null; then exec scopectl "$@"; fi
if [ ! -e "$built" ]; then
  (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund && node scripts/build.js) >&2
  : > "$built"
fi
exec node "$root/bin/scopectl.js" "$@"
