#!/usr/bin/env bash
# Builds the API server inside. See README.md.
#
#   build.sh [MINOR...]          dist/ for these minors, or for all of them
#   build.sh check [MINOR...]    builds again, and fails where dist/ holds other bytes
#   build.sh test [MINOR...]     the tests in Go
#   build.sh native MINOR FILE   a program that answers one question a line, with everything in it
#   build.sh new VERSION         versions/MINOR for another Kubernetes, from the newest there is
#
# Exit status 3 of check and test: another Go than dist/ was built with, or Kubernetes cannot be fetched.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${APISERVER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/orquesta/apiserver}
export GOFLAGS=-buildvcs=false GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0 GOEXPERIMENT= GOWASM=

minors() {
  if [ $# -gt 0 ]; then printf '%s\n' "$@"; else ls "$here/versions" | sort -V; fi
}

skip() {
  printf 'skipped: %s\n' "$1" >&2
  exit 3
}

# needs_go: leaves where there is no Go, or another than dist/ was built with.
needs_go() {
  local built
  command -v go >/dev/null || skip 'there is no Go here'
  built=$(node -p "Object.values(require('$here/dist/versions.json'))[0].go")
  [ "$(go env GOVERSION)" = "$built" ] || skip "dist/ is built with $built, and here is $(go env GOVERSION)"
}

# prepare MINOR: prints a folder with the sources, the vendored modules of Kubernetes, and what is not needed taken out.
prepare() {
  local minor=$1 version=$here/versions/$1 work=$cache/$1 state
  state=$(cat "$version/go.mod" "$version/go.sum" "$version/prune.txt" "$here"/prune/*.go "$here"/added/*.go | sha256sum)
  mkdir -p "$work"
  rm -rf "$work"/*.go "$work/testdata"
  cp "$here"/judge/*.go "$version"/*.go "$version/go.mod" "$version/go.sum" "$work/"
  if [ "$(cat "$work/state" 2>/dev/null)" != "$state" ]; then
    rm -rf "$work/state" "$work/vendor"
    (cd "$work" && go mod download k8s.io/kubernetes) >&2 || skip "Kubernetes $minor cannot be fetched as a Go module"
    (cd "$work" && go mod vendor) >&2
    (cd "$here/prune" && go run main.go "$work/vendor" "$version/prune.txt") >&2
    printf '%s' "$state" >"$work/state"
  fi
  printf '%s' "$work"
}

# wasm MINOR PART FILE
wasm() {
  local work tags=''
  work=$(prepare "$1")
  [ "$2" = main ] || tags=$2
  (cd "$work" && GOOS=wasip1 GOARCH=wasm go build -mod=vendor -trimpath -buildmode=c-shared -ldflags='-s -w -buildid=' \
    -tags="$tags" -o "$3.cold" .)
  node -r "$here/../tools/register.js" "$here/snapshot.ts" "$3.cold" "$3"
  rm "$3.cold"
}

# write FOLDER MINOR: its files, compressed, and what versions.json says of them.
write() {
  local folder=$1 minor=$2 raw
  raw=$(mktemp -d)
  wasm "$minor" main "$raw/main"
  wasm "$minor" cel "$raw/cel"
  node "$here/compress.js" "$folder" "$minor" "$(kubernetes "$minor")" "$(go env GOVERSION)" "$raw/main" "$raw/cel"
  rm -rf "$raw"
}

kubernetes() { sed -n 's/^.*k8s\.io\/kubernetes v\([0-9.]*\)$/\1/p' "$here/versions/$1/go.mod" | head -n 1; }

# notice: the licences of all that is compiled in.
notice() {
  local minor work folders=()
  for minor in $(minors); do
    folders+=("$(prepare "$minor")/vendor")
  done
  {
    for minor in $(minors); do
      work=$cache/$minor
      (cd "$work" && GOOS=wasip1 GOARCH=wasm go list -mod=vendor -deps -tags=cel \
        -f '{{with .Module}}{{.Path}} {{with .Replace}}{{.Version}}{{else}}{{.Version}}{{end}}{{end}}' .)
    done | sort -u | grep -v '^orquesta/'
  } | node "$here/notice.js" "${folders[@]}" >"$here/NOTICE"
  printf '\n%s\nGo and its standard library\n%s\n\n' "$(line)" "$(line)" >>"$here/NOTICE"
  cat "$(go env GOROOT)/LICENSE" >>"$here/NOTICE"
}

line() { printf -- '-%.0s' {1..100}; }

case ${1:-} in
  check)
    shift
    needs_go
    raw=$(mktemp)
    trap 'rm -f "$raw"' EXIT
    for minor in $(minors "$@"); do
      for part in main cel; do
        wasm "$minor" "$part" "$raw"
        node "$here/compress.js" --check "$here/dist" "$minor" "$part" "$raw"
      done
    done
    ;;
  test)
    shift
    needs_go
    for minor in $(minors "$@"); do
      work=$(prepare "$minor")
      (cd "$work" && go test -v -mod=vendor -tags=cel .)
    done
    ;;
  native)
    work=$(prepare "$2")
    file=$(realpath -m "$3")
    (cd "$work" && go build -mod=vendor -trimpath -tags=cel -ldflags='-s -w' -o "$file" .)
    ;;
  new)
    [[ ${2:-} =~ ^1\.[0-9]+\.[0-9]+$ ]] || {
      printf 'new takes a version such as 1.37.0, and "%s" is none\n' "${2:-}" >&2
      exit 2
    }
    minor=${2%.*} patch=${2#1.} last=$(minors | tail -n 1)
    folder=$here/versions/$minor
    mkdir -p "$folder"
    [ "$minor" = "$last" ] || cp "$here/versions/$last"/*.go "$here/versions/$last/prune.txt" "$folder/"
    sed -i "s/\"$last\"/\"$minor\"/; s/currentMinor = .*/currentMinor = ${minor#1.}/" "$folder/minor.go"
    sed -i "s/Kubernetes $last/Kubernetes $minor/" "$folder/prune.txt"
    go mod download "k8s.io/kubernetes@v$2"
    theirs=$(go env GOMODCACHE)/k8s.io/kubernetes@v$2/go.mod
    {
      printf 'module orquesta/apiserver\n\n%s\n\n' "$(grep '^go ' "$theirs")"
      grep '^godebug' "$theirs" || true
      printf '\nrequire k8s.io/kubernetes v%s\n\nreplace (\n' "$2"
      sed -n 's/^\t\(k8s\.io\/[a-z-]*\) => \.\/staging.*/\1/p' "$theirs" | while read -r module; do printf '\t%s => %s v0.%s\n' "$module" "$module" "$patch"; done
      printf ')\n'
    } >"$folder/go.mod"
    work=$(mktemp -d)
    cp "$here"/judge/*.go "$folder"/*.go "$folder/go.mod" "$work/"
    (cd "$work" && go mod tidy)
    cp "$work/go.mod" "$work/go.sum" "$folder/"
    rm -rf "$work"
    printf 'versions/%s is there. Next: apiserver/build.sh test %s\n' "$minor" "$minor"
    ;;
  *)
    for minor in $(minors "$@"); do write "$here/dist" "$minor"; done
    notice
    ;;
esac
