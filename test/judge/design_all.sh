#!/usr/bin/env bash
# Designs every sentence of sentences.json with a mesh that runs: design_all.sh OUT DATA [ID...]
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd); out=$1; data=$2; shift 2
python3 - "$here/sentences.json" "$@" <<'P' |
import json, sys
for s in json.load(open(sys.argv[1])):
    if len(sys.argv) < 3 or s["id"] in sys.argv[2:]: print(s["id"], s["text"], sep="\t")
P
while IFS=$'\t' read -r id text; do
  rm -rf "${out:?}/$id"; mkdir -p "$out/$id"
  "$here/../../viba" design "$text" --out "$out/$id" --data "$data" --fresh --json >"$out/$id/stdout.json" 2>"$out/$id/stderr.txt" </dev/null
  echo $? >"$out/$id/exit"
  echo "$id $(cat "$out/$id/exit")"
done
