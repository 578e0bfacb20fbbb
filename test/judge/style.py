"""Styles that a stranger can measure: hanok, modern cafe, mixed use."""

import ifcopenshell.util.element as element
import numpy as np
from shapely.ops import unary_union

from building import predefined
from score import share


def check(sheet, b, brief, way, stairs, uses):
    if "hanok" in brief["styles"]:
        hanok(sheet, b, brief)
    if "modern" in brief["styles"] and brief["use"] == "cafe":
        modern(sheet, b, brief)
    if brief["use"] == "mixed":
        mixed(sheet, b, way, stairs, uses)
    roof = brief.get("roof")
    if roof:
        slope = sum(r.sloped()[0] for r in roofs(b))
        sheet.scored("style.roof", float((slope > 1) == (roof != "flat")), f"{slope:.0f} m2 sloped", roof, 1)


def roofs(b):
    top = b.storeys[-1].z
    return [r for r in b.net.values() if (r.entity.is_a("IfcRoof") or (r.entity.is_a("IfcSlab") and predefined(r.entity) == "ROOF")) and r.hi[2] > top + 2]


def hanok(sheet, b, brief):
    area = sum(r.sloped()[0] for r in roofs(b))
    pitch = sum(r.sloped()[0] * r.sloped()[1] for r in roofs(b)) / max(area, 1e-9)
    cover = unary_union([r.plan for r in roofs(b)])
    need = b.storeys[-1].net_outline.buffer(0.9 - 0.01, join_style=2)
    sheet.scored("style.hanok.roof", float(pitch >= 20 - 0.1), f"{pitch:.1f} deg", ">= 20", 1)
    sheet.scored("style.hanok.eaves", float(need.difference(cover).area < 0.02 * need.area), f"{need.difference(cover).area:.1f} m2 missing", ">= 0.9 m all round", 1)
    posts = [c for c in b.of("IfcColumn") if "목" in f"{getattr(element.get_material(c.entity), 'Name', '')}"]
    pts = np.array([(c.lo[:2] + c.hi[:2]) / 2 for c in posts]) if posts else np.zeros((0, 2))
    good = 0
    for p in pts:
        d = pts - p
        aligned = [float(abs(v).max()) for v in d if (abs(v).min() < 0.05 and abs(v).max() > 0.3)]
        if aligned and 2.4 - 0.02 <= min(aligned) <= 3.0 + 0.02:
            good += 1
    sheet.scored("style.hanok.posts", share(good, len(pts)) if len(pts) >= 6 else 0.0, f"{good} of {len(pts)} posts", "timber, 2.4-3.0 m grid", 1)
    rooms = [s for s in b.spaces if s.kind == "daecheong" or "대청" in (s.entity.LongName or "")]
    yard = any(any(x is s for x in o.sides) and "out" in o.sides and o.is_door for s in rooms for o in b.openings)
    sheet.scored("style.hanok.daecheong", 0.5 * bool(rooms) + 0.5 * yard, f"{len(rooms)} halls, door to the yard {yard}", "a daecheong that opens to the yard", 1)
    z = b.storeys[b.ground].z
    sheet.scored("style.hanok.floor", float(z >= 0.45 - 1e-3), f"{z:.2f} m", ">= 0.45", 1)
    floors = " ".join(str(l.Material.Name) for m in b.file.by_type("IfcMaterialLayerSet") for l in m.MaterialLayers) + " ".join(str(s.ObjectType) + s.Name for s in b.file.by_type("IfcSystem"))
    coverings = [c for c in b.file.by_type("IfcCovering")]
    sheet.scored("style.hanok.ondol", 1.0 if any("온돌" in (c.Name or "") for c in coverings) or "온돌" in floors else 0.0, f"{len(coverings)} coverings", "ondol floors", 1)
    if brief["modern_amenities"]:
        systems = " ".join(f"{s.Name} {s.ObjectType}" for s in b.file.by_type("IfcSystem"))
        have = [w for w in ("wifi", "cctv", "heat_pump") if w in systems]
        guests = [s for s in b.spaces if s.kind == "guestroom"]
        baths = [g for g in guests if any(any(x is g for x in o.sides) and any(not isinstance(x, str) and x.kind == "bath" for x in o.sides) for o in b.openings)]
        kitchen = any(s.kind in ("kitchen", "dining", "pantry") for s in b.spaces)
        sheet.scored("style.hanok.modern", (len(have) / 3 + share(len(baths), len(guests)) + kitchen) / 3, f"{have}, baths {len(baths)}/{len(guests)}", "bath per room, heat pump, kitchen, Wi-Fi, CCTV", 1)


def modern(sheet, b, brief):
    side = brief["site"].get("road_side") or "S"
    n = {"S": np.array([0, -1]), "N": np.array([0, 1]), "E": np.array([1, 0]), "W": np.array([-1, 0])}[side]
    face = glass = 0.0
    st = b.storeys[b.ground]
    reach = max(np.array(p) @ n for p in st.net_outline.exterior.coords) if st.net_outline.geom_type == "Polygon" else max(max(np.array(p) @ n for p in g.exterior.coords) for g in st.net_outline.geoms)
    for w in b.walls_at(b.ground):
        p = np.array(b.whole(w).plan.exterior.coords)
        if (p @ n).max() > reach - 0.05 and np.ptp(p @ n) < 0.6:
            face += np.ptp(p @ np.array([-n[1], n[0]])) * (w.hi[2] - w.lo[2])
            for o in b.openings:
                if o.wall is w and "out" in o.sides and o.filling is not None:
                    glass += o.width * o.height * (1.0 if o.is_window or o.width >= 1.5 else 0.5)
    sheet.scored("style.modern.glazing", (glass / max(face, 1e-9)) / 0.4, f"{glass / max(face, 1e-9):.2f}", ">= 0.40 of the street face", 1)
    slope = sum(r.sloped()[0] for r in roofs(b))
    sheet.scored("style.modern.roof", float(slope < 1), f"{slope:.0f} m2 sloped", "flat", 1)
    hall = max((s.floor.area for s in b.spaces if s.kind in ("hall", "cafe", "retail") and s.storey == b.ground), default=0)
    total = sum(s.floor.area for s in b.spaces if s.storey == b.ground)
    sheet.scored("style.modern.hall", hall / total / 0.45, f"{hall / total:.2f}", ">= 0.45", 1)


def mixed(sheet, b, way, stairs, uses):
    homes = [s for s in b.spaces if uses[s.storey] in ("apartments", "house", "guesthouse") and s.kind in ("bedroom", "living", "guestroom", "dining")]
    if not homes:
        return
    sheet.scored("style.mixed.storey", float(all(s.storey != b.ground for s in homes)), sorted({s.storey for s in homes}), "no homes on the ground floor", 1)
    shop = lambda s: s.kind in ("retail", "hall", "kitchen", "office", "exam", "reception", "exhibition", "meeting", "classroom") and uses[s.storey] not in ("apartments", "house", "guesthouse")
    seen = way.reached(shop)
    sheet.scored("style.mixed.own_way", share(sum(s.entity.id() in way.reached_free(shop) for s in homes), len(homes)), len(seen), "homes reached past no shop", 1)
    doors = {s.entity.id() for s, _ in way.exits}
    both = any(shop(s) for s, _ in way.exits) and any(not shop(s) for s, _ in way.exits)
    sheet.scored("style.mixed.entrances", float(both), f"{len(doors)} rooms with a street door", "one for shops, one for homes", 1)
