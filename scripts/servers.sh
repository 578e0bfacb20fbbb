#!/usr/bin/env bash
# Brings the real servers and clients that the tests talk to: pinned Go modules are built, a Python environment is made.
#
#   servers.sh DIR [NAME...]     default names: nats-server grpcurl toxiproxy python
#                                more on request: jaeger ghz kubeconform nats-cli helm
#   servers.sh --list            names and pinned versions
#
# Idempotent: DIR/.versions says what is there; a name whose pin is unchanged and whose file is there is skipped.
# Needs: Go >= 1.26 and the Go module proxy. Every module is checked: by the checksum database, or (Jaeger's own
# dependencies) by the go.sum that the checked Jaeger module carries.
set -euo pipefail

# name  output-file  module-version  package  (Jaeger v1.76.0 is the last tag under this module path; its cmd/jaeger is v2.13)
PINS='
nats-server nats-server      v2.15.2 github.com/nats-io/nats-server/v2
jaeger      jaeger           v1.76.0 github.com/jaegertracing/jaeger/cmd/jaeger
grpcurl     grpcurl          v1.9.4  github.com/fullstorydev/grpcurl/cmd/grpcurl
ghz         ghz              v0.93.0 github.com/bojand/ghz/cmd/ghz
toxiproxy   toxiproxy-server v2.5.0  github.com/Shopify/toxiproxy/v2/cmd/server
toxiproxy   toxiproxy-cli    v2.5.0  github.com/Shopify/toxiproxy/v2/cmd/cli
kubeconform kubeconform      v0.8.0  github.com/yannh/kubeconform/cmd/kubeconform
nats-cli    nats             v0.5.1  github.com/nats-io/natscli/nats
helm        helm             v4.3.1  helm.sh/helm/v4/cmd/helm
'
DEFAULT='nats-server grpcurl toxiproxy python'
# The Python environment of the tests: readers of IFC and DXF that aren't ours, and gRPC as a stranger would use it.
PYTHON='ifcopenshell==0.9.0.post1 ezdxf==1.4.5 grpcio==1.85.1 grpcio-tools==1.85.1 grpcio-health-checking==1.85.1 pytest==8.4.2'

[[ ${1:-} == --list ]] && { sed '/^$/d' <<<"$PINS"; echo "python      $PYTHON"; exit 0; }
[[ $# -ge 1 && $1 != -* ]] || { sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$1"; DIR=$(cd "$1" && pwd); shift
WANT=${*:-$DEFAULT}
for w in $WANT; do [[ $w == python ]] || grep -q "^$w " <<<"$PINS" || { echo "unknown name: $w (see --list)" >&2; exit 2; }; done
[[ $WANT == python ]] || command -v go >/dev/null || { echo 'Go is not installed (1.26 or newer is needed)' >&2; exit 1; }

TMP=$(mktemp -d); trap 'chmod -R u+w "$TMP"; rm -rf "$TMP"' EXIT
export CGO_ENABLED=0 GOWORK=off GOTOOLCHAIN=local GOFLAGS='-trimpath -buildvcs=false'
touch "$DIR/.versions"

build() { # out version package; a scratch module that requires the tool, so a replace line in the tool's go.mod is no obstacle
  local out=$1 ver=$2 pkg=$3 mod=$3 w=$TMP/$1
  case $pkg in */cmd/*) mod=${pkg%%/cmd/*} ;; */nats) mod=${pkg%/nats} ;; esac
  mkdir -p "$w/gobin"
  if [[ $out == jaeger ]]; then
    cd "$w"
    printf 'module tools.local/jaeger\n\ngo 1.26\n\nreplace github.com/Shopify/sarama => github.com/Shopify/sarama v1.33.0\n' >go.mod
    go mod edit -require="$mod@$ver"
    GOFLAGS=-mod=mod go mod download "$mod"            # fetches Jaeger, checks it and writes its own sums
    local src; src=$(go env GOMODCACHE)/$mod@$ver
    sort -u "$src/go.sum" go.sum -o go.sum
    GOFLAGS="$GOFLAGS -mod=mod" go build -ldflags='-s -w' -o "$w/gobin/jaeger" "$pkg"
    cd - >/dev/null
  else
    GOBIN="$w/gobin" go install -ldflags='-s -w' "$pkg@$ver"
  fi
  mv -f "$w"/gobin/* "$DIR/.$out.new"
  mv -f "$DIR/.$out.new" "$DIR/$out"
  { grep -v "^$out " "$DIR/.versions" || true; echo "$out $ver"; } >"$DIR/.versions.new"
  mv -f "$DIR/.versions.new" "$DIR/.versions"
}

while read -r name out ver pkg; do
  [[ -n $name && " $WANT " == *" $name "* ]] || continue
  if [[ -x $DIR/$out ]] && grep -qx "$out $ver" "$DIR/.versions"; then echo "ok      $out $ver"; continue; fi
  t0=$SECONDS
  set +e; (set -e; build "$out" "$ver" "$pkg") >"$TMP/log" 2>&1 </dev/null; rc=$?; set -e
  if ((rc)); then grep -v ': downloading ' "$TMP/log" | tail -20 >&2 || true; echo "FAILED  $out $ver" >&2; exit 1; fi
  echo "built   $out $ver $((SECONDS - t0))s $(($(stat -c %s "$DIR/$out" 2>/dev/null || stat -f %z "$DIR/$out") / 1048576)) MiB"
done <<<"$PINS"

if [[ " $WANT " == *" python "* ]]; then
  if [[ -x $DIR/python/bin/python ]] && grep -qxF "python $PYTHON" "$DIR/.versions"; then echo "ok      python"; exit 0; fi
  t0=$SECONDS
  python3 -m venv "$DIR/python"
  # shellcheck disable=SC2086 # one word a package
  "$DIR/python/bin/pip" install --quiet --disable-pip-version-check $PYTHON
  { grep -v '^python ' "$DIR/.versions" || true; echo "python $PYTHON"; } >"$DIR/.versions.new"
  mv -f "$DIR/.versions.new" "$DIR/.versions"
  echo "built   python $((SECONDS - t0))s"
fi
