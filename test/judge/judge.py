#!/usr/bin/env python3
"""Judges folders of `viba design --out DIR`, knowing nothing of the code that made them.

    judge.py DIR... [--sentences FILE] [--json] [--verbose] [--rules]

Reads model.ifc and brief.json of each folder; the folder's name picks what the sentence says from FILE. --rules adds the EXPRESS where-rules (slow).
Prints a line a design: q of this judge, q the design states, failed checks. With --json one object a line. Exit 1 when the two differ by over 0.05.
"""

import argparse
import json
import logging
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import energy  # noqa: E402
import form  # noqa: E402
import honesty  # noqa: E402
import intent  # noqa: E402
import law  # noqa: E402
import reach  # noqa: E402
import stairs as stairs_  # noqa: E402
import style  # noqa: E402
from building import Building  # noqa: E402
from score import Sheet  # noqa: E402


def schema_faults(path, rules):
    import ifcopenshell.validate

    logger = ifcopenshell.validate.json_logger()
    ifcopenshell.validate.validate(str(path), logger, express_rules=rules)
    return [str(s.get("message", s))[:200] for s in logger.statements]


def judge(folder, expect, rules=False):
    folder = pathlib.Path(folder)
    brief = json.loads((folder / "brief.json").read_text())
    b = Building(str(folder / "model.ifc"))
    sheet = Sheet()
    st = stairs_.all_stairs(b)
    way = reach.Ways(b, st)
    uses = law.use_of(b, brief)
    form.gates(sheet, b, st, way, brief, expect, schema_faults(folder / "model.ifc", rules))
    intent.brief(sheet, brief, expect)
    gfa = intent.area(sheet, b, brief)
    intent.programme(sheet, b, brief, uses)
    form.envelope(sheet, b)
    form.doors(sheet, b, way)
    form.windows(sheet, b)
    form.furniture(sheet, b)
    form.rooms(sheet, b, way)
    form.stairs_(sheet, b, st, gfa, uses)
    law.plot(sheet, b, brief, gfa)
    law.parking(sheet, b, brief, uses)
    law.escape(sheet, b, st, way, uses, gfa)
    law.inside(sheet, b, uses, gfa, way)
    energy.check(sheet, b, brief, uses)
    style.check(sheet, b, brief, way, st, uses)
    honesty.quantities(sheet, b)
    honesty.external(sheet, b)
    honesty.data(sheet, b)
    honesty.boundaries(sheet, b)
    return sheet


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folders", nargs="+")
    p.add_argument("--sentences", default=str(pathlib.Path(__file__).parent / "sentences.json"))
    p.add_argument("--json", action="store_true")
    p.add_argument("--verbose", action="store_true")
    p.add_argument("--rules", action="store_true")
    a = p.parse_args()
    logging.disable(logging.CRITICAL)
    expects = {s["id"]: s["expect"] for s in json.loads(pathlib.Path(a.sentences).read_text())}
    apart = 0
    for folder in map(pathlib.Path, a.folders):
        if not (folder / "model.ifc").exists():
            continue
        sheet = judge(folder, expects.get(folder.name, {}), a.rules)
        q = sheet.quality()
        result = folder / "result.json"
        said = json.loads(result.read_text())["quality"] if result.exists() else None
        apart += said is not None and abs(said - q) > 0.05
        if a.json:
            print(json.dumps({"id": folder.name, "q": round(q, 4), "said": said, "checks": [c.__dict__ for c in sheet.checks]}, ensure_ascii=False, default=float), flush=True)
            continue
        print(f"{folder.name:18} q {q:.3f}  said {said if said is None else round(said, 3)}", flush=True)
        for c in sheet.checks if a.verbose else sheet.failed():
            mark = "GATE" if c.gate else "HARD" if c.hard else "    "
            print(f"    {mark if not c.passed else 'ok  '} {c.id:22} {c.score:.2f}  {c.measured[:230]}  [{c.demanded}]")
    sys.exit(1 if apart else 0)


if __name__ == "__main__":
    main()
