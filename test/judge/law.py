"""The Korean building code on measured geometry, from the figures of korean-code.yaml (status V1 hard, V2 and G only scored)."""

import math

import numpy as np
from shapely.geometry import box
from shapely.ops import unary_union

from building import predefined, rectangle
from rooms import CIRCULATION, DAYLIT, HABITABLE, RESIDENTIAL
from score import share

BCR_SEOUL = {"제1종전용주거": 50, "제2종전용주거": 40, "제1종일반주거": 60, "제2종일반주거": 60, "제3종일반주거": 50, "준주거": 60, "중심상업": 60, "일반상업": 60,
             "근린상업": 60, "유통상업": 60, "전용공업": 60, "일반공업": 60, "준공업": 60, "보전녹지": 20, "생산녹지": 20, "자연녹지": 20}
BCR = {"제1종전용주거": 50, "제2종전용주거": 50, "제1종일반주거": 60, "제2종일반주거": 60, "제3종일반주거": 50, "준주거": 70, "중심상업": 90, "일반상업": 80, "근린상업": 70,
       "유통상업": 80, "전용공업": 70, "일반공업": 70, "준공업": 70, "보전녹지": 20, "생산녹지": 20, "자연녹지": 20}
FAR_SEOUL = {"제1종전용주거": 100, "제2종전용주거": 120, "제1종일반주거": 150, "제2종일반주거": 200, "제3종일반주거": 250, "준주거": 400, "중심상업": 1000, "일반상업": 800,
             "근린상업": 600, "유통상업": 600, "준공업": 400, "자연녹지": 50}
FAR = {"제1종전용주거": 100, "제2종전용주거": 150, "제1종일반주거": 200, "제2종일반주거": 250, "제3종일반주거": 300, "준주거": 500, "중심상업": 1500, "일반상업": 1300,
       "근린상업": 900, "유통상업": 1100, "전용공업": 300, "일반공업": 350, "준공업": 400, "보전녹지": 80, "생산녹지": 100, "자연녹지": 100}
PARK = {"restaurant": 200, "cafe": 200, "shop": 200, "clinic": 200, "academy": 200, "guesthouse": 200, "office": 150, "gallery": 150, "gym": 200, "library": 150, "church": 150,
        "kindergarten": 300, "school": 300, "elderly": 300}
PARK_SEOUL = {"restaurant": 134, "cafe": 134, "shop": 134, "clinic": 134, "academy": 134, "guesthouse": 134, "office": 100, "gallery": 100, "gym": 134, "library": 100,
              "church": 100, "kindergarten": 200, "school": 200, "elderly": 200}


def zone_of(brief):
    return brief["location"]["zone"].replace("지역", "")


def use_of(b, brief):
    """Use of each storey: the brief's words, else the main use."""
    by = {u["storey"]: u["use"] for u in brief.get("storey_uses", [])}
    out = []
    for i in range(len(b.storeys)):
        number = i - b.ground + 1 if i >= b.ground else i - b.ground
        use = by.get(number, brief["use"])
        if use == "mixed":
            use = "shop" if number <= 1 else "apartments"
        out.append(use)
    return out


def height_of(b):
    roof = [s.hi[2] for s in b.net.values() if s.entity.is_a("IfcRoof") or s.entity.is_a("IfcSlab")]
    return max(roof, default=0)


def plot(sheet, b, brief, gfa):
    zone, seoul = zone_of(brief), brief["location"]["city"].startswith("서울")
    area = b.site.area
    above = [s for i, s in enumerate(b.storeys) if i >= b.ground]
    foot = unary_union([s.outline for s in above]).area
    roof = unary_union([s.plan for s in b.net.values() if s.entity.is_a("IfcRoof") or s.entity.is_a("IfcSlab") and s.lo[2] > 2])
    out = unary_union([s.outline for s in above])
    eaves = 2.0 if "hanok" in brief["styles"] else 1.0
    foot = max(foot, unary_union([out, roof.buffer(-eaves - 0.0, join_style=2)]).area) if not roof.is_empty else foot
    bcr, far = foot / area * 100, sum(s.gfa for s in above) / area * 100
    cap_b, cap_f = (BCR_SEOUL if seoul else BCR).get(zone), (FAR_SEOUL if seoul else FAR).get(zone)
    sheet.hard("law.coverage", cap_b is None or bcr <= cap_b + 0.05, f"{bcr:.1f} %", f"<= {cap_b} ({zone})", 1)
    sheet.hard("law.far", cap_f is None or far <= cap_f + 0.05, f"{far:.1f} %", f"<= {cap_f}", 1)
    # north
    if "전용주거" in zone or "일반주거" in zone:
        date = brief["permit_date"]
        north = b.site.bounds[3]
        if brief["site"].get("road_side") == "N":
            north += brief["site"].get("road_width", 0)
        worst, why = 9.0, ""
        for s in b.net.values():
            if s.entity.is_a() not in ("IfcWall", "IfcRoof", "IfcSlab", "IfcColumn"):
                continue
            if s.entity.is_a("IfcWall") and predefined(s.entity) == "PARAPET" and s.hi[2] <= 10:
                continue
            for y, z in heights(s):  # each height at its own place: roofs slope, and so do the tops of gable walls
                m = north - y - north_need(z, date)
                if z > 0.5 and m < worst:
                    worst, why = m, f"{s.entity.Name} {z:.2f} m high, {north - y:.2f} m off"
        sheet.hard("law.north", worst >= -0.005, f"{worst:+.2f} ({why})", f"permit {date}", 2)
    plot_ = b.site.area
    if 200 <= plot_ < 300:
        trees = [s.plan for s in b.of("IfcGeographicElement") if predefined(s.entity) == "VEGETATION"]
        bays = unary_union([s.plan for s in bays_of(b)])
        free = b.site.difference(unary_union([out, bays])).area
        sheet.hard("law.landscape", free / plot_ >= 0.1 and len(trees) > 0, f"{free / plot_:.2f} free, {len(trees)} trees", ">= 0.10", 1)
    road = brief["site"].get("road_width", 0)
    side = brief["site"].get("road_side") or "S"
    x0, y0, x1, y1 = b.site.bounds
    front = (x1 - x0) if side in "SN" else (y1 - y0)
    above_gfa = sum(s.gfa for s in b.storeys)
    ok = front >= 2 and (above_gfa < 2000 or (road >= 6 and front >= 4))
    sheet.hard("law.road", ok, f"road {road} m, front {front:.1f} m", "6 m x 4 m from 2,000 m2", 1)
    return far


def heights(s):
    """Corners of a solid as (y, z), and where its edges rise above a height at which the yard demanded grows."""
    for face in s.faces:
        corners = [s.verts[i] for i in face]
        for v, w in zip(corners, corners[1:] + corners[:1]):
            yield v[1], round(v[2], 3)
            for step in (9, 10, 17):
                if min(v[2], w[2]) <= step < max(v[2], w[2]) - 0.001:
                    t = (step - v[2]) / (w[2] - v[2])
                    yield v[1] + t * (w[1] - v[1]), step + 0.001


def north_need(h, date):
    if date >= "2026-11-11":
        return 1.5 if h <= 10 else 5.0 if h <= 17 else max(5.0, h / 2)
    return 1.5 if h <= (10 if date >= "2023-09-12" else 9) else h / 2


def bays_of(b):
    return [s for s in b.net.values() if "PARKING" in f"{s.entity.ObjectType} {getattr(s.entity, 'PredefinedType', '')}".upper()]


def parking(sheet, b, brief, uses):
    seoul = brief["location"]["city"].startswith("서울")
    if "parking" in brief["exclusions"]:
        return
    need = 0.0
    by = {}
    for s, u in zip(b.storeys, uses):
        by[u] = by.get(u, 0) + s.gfa
    for u, a in by.items():
        if u == "house":
            need += 0 if a <= 50 else 1 + max(0.0, (a - 150) / 100) // 1
        elif u == "apartments":
            units = {s.unit for s in b.spaces if s.unit and uses[s.storey] == "apartments"}
            need += max(1, len(units)) * (1.0 if seoul else 0.7)
        else:
            need += a / (PARK_SEOUL if seoul else PARK).get(u, 200)
    want = math.floor(need + 0.5)
    bays = bays_of(b)
    good = 0
    out = unary_union([s.net_outline for i, s in enumerate(b.storeys) if i == b.ground])
    for k, s in enumerate(bays):
        l, w, _ = rectangle(s.plan)
        clash = any(s.plan.intersection(t.plan).area > 0.05 for t in bays[k + 1:]) or (s.hi[2] > -1 and s.plan.intersection(out).area > 0.05)
        if l >= 4.95 and w >= 2.45 and not clash and s.plan.difference(b.site).area < 0.05:
            good += 1
    sheet.scored("law.parking", min(1.0, good / want) if want else 1.0, f"{good} bays", f">= {want} (V2/G)", 1)


def fireproof(b):
    import ifcopenshell.util.element as element

    for w in b.walls:
        m = element.get_material(w.entity)
        text = str([l.Material.Name for l in m.ForLayerSet.MaterialLayers]) if m is not None and m.is_a("IfcMaterialLayerSetUsage") else ""
        if "철근콘크리트" in text:
            return True
    return False


def escape(sheet, b, stairs, way, uses, gfa):
    widest = max((o.width for _, o in way.exits), default=0)
    sheet.hard("law.exitdoor", widest >= 0.9 - 1e-3, f"{len(way.exits)} exits, widest {widest:.2f} m", ">= 0.9 m", 1)
    limit = 50 if fireproof(b) else 30
    worst = 0.0
    for i, st in enumerate(b.storeys):
        if i == b.ground:
            goals = [(s, o.centre) for s, o in way.exits if s.storey == i]
            worst_g = way.travel(i, goals) if goals else np.inf
            sheet.hard("law.exit", worst_g <= 2 * limit, f"{worst_g:.1f} m", f"<= {2 * limit}", 1)
            continue
        ends = [(s.head, s.where) for s in stairs if s.high == i and s.head is not None] + [(s.foot, s.where) for s in stairs if s.low == i and i < b.ground and s.foot is not None]
        if i >= b.ground and not ends:
            worst = np.inf
        elif ends:
            worst = max(worst, way.travel(i, ends))
    if len(b.storeys) > 1:
        sheet.hard("law.travel", worst <= limit, f"{worst:.1f} m", f"<= {limit}", 1)
    bad = []
    for i, st in enumerate(b.storeys):
        hab = sum(s.floor.area for s in st.spaces if s.kind in HABITABLE)
        n = len({round(float(s.where[0] + 99 * s.where[1]), 0) for s in stairs if s.high == i or (i < b.ground and s.low == i)})
        floor = i - b.ground + 1
        need = 1
        if floor >= 3 and uses[i] in ("guesthouse", "academy", "clinic", "multi", "elderly") and hab >= 200:
            need = 2
        elif floor >= 3 and uses[i] not in ("apartments", "house") and hab >= 400:
            need = 2
        elif uses[i] == "apartments" and floor >= 2:
            units = {s.unit for s in st.spaces if s.unit}
            if len(units) > 4 and hab >= 300:
                need = 2
        if i < b.ground and hab >= 200:
            need = 2
        if i != b.ground and n < need:
            bad.append((st.entity.Name, n, need, round(hab)))
    if len(b.storeys) > 1:
        sheet.hard("law.stairs2", not bad, bad or "enough", "two direct stairs where due", 1)
    above = len(b.storeys) - b.ground
    if above >= 6 and gfa >= 2000:
        lifts = [s for s in b.spaces if s.kind == "lift"]
        sheet.hard("law.lift", bool(lifts), len(lifts), ">= 1", 1)
    if gfa > 1000 and fireproof(b):
        zones = [z for z in b.file.by_type("IfcZone") + b.file.by_type("IfcSpatialZone") if "FIRE" in f"{z.ObjectType} {getattr(z, 'PredefinedType', '')} {z.Name}".upper() or "방화" in f"{z.Name} {z.LongName}"]
        big = max(s.gfa for s in b.storeys)
        inside = {o.id() for z in zones for r in z.IsGroupedBy for o in r.RelatedObjects} if zones and zones[0].is_a("IfcZone") else set()
        sprinkled = any("SPRINK" in f"{s.Name} {s.ObjectType} {getattr(s, 'PredefinedType', '')}".upper() or "FIREPROTECTION" in f"{getattr(s, 'PredefinedType', '')}" for s in b.file.by_type("IfcSystem"))
        ok = big <= (3000 if sprinkled else 1000)
        sheet.hard("law.compartments", ok, f"largest storey {big:.0f} m2, {len(zones)} zones of {len(inside)} spaces", "<= 1,000 m2 (3,000 sprinklered), each floor one", 1)
    if above >= 3 or b.ground > 0:
        if not all(u == "house" for u in uses):
            import ifcopenshell.util.element as element

            rated = [w for w in b.walls if element.get_psets(w.entity).get("Pset_WallCommon", {}).get("LoadBearing")]
            with_ = [w for w in rated if element.get_psets(w.entity).get("Pset_WallCommon", {}).get("FireRating")]
            sheet.hard("law.fireresistive", fireproof(b), "reinforced concrete" if fireproof(b) else "not shown", "fire-resistive structure", 1)
            sheet.scored("law.firerating", share(len(with_), len(rated)), f"{len(with_)} of {len(rated)} bearing walls", "FireRating stated", 0.5)
    bad = []
    for i, st in enumerate(b.storeys):
        if not 2 <= i - b.ground + 1 <= 11:
            continue
        ok = [o for o in b.openings if o.storey == i and o.is_window and "out" in o.sides and o.width >= 0.9 - 1e-3 and o.height >= 1.0 - 1e-3 and o.sill - st.z <= 0.8 + 1e-3]
        x0, y0, x1, y1 = st.net_outline.bounds
        need = 1 if max(x1 - x0, y1 - y0) <= 40 else 2
        if len(ok) < need:
            bad.append((st.entity.Name, len(ok)))
    if above >= 2:
        sheet.hard("law.firewindow", not bad, bad or "each storey", "0.9 x 1.0 m, sill <= 0.8 m", 1)


def inside(sheet, b, uses, gfa, way):
    bad = []
    n = 0
    for s in b.spaces:
        use = uses[s.storey]
        if s.kind not in DAYLIT.get(use, set()) or s.storey < b.ground:
            continue
        n += 1
        light = sum(o.width * o.height for o in b.openings if any(x is s for x in o.sides) and "out" in o.sides and (o.is_window or glazed(o)))
        if light / s.floor.area < 0.1 - 1e-4:
            bad.append((s.name, round(light / s.floor.area, 3)))
    if n:
        sheet.hard("law.daylight", not bad, bad[:5] or f"{n} rooms", "windows >= 1/10 of the floor", 3, score=share(n - len(bad), n))
    dark = [s.name for s in b.spaces if s.kind in HABITABLE and s.storey >= b.ground and not any(any(x is s for x in o.sides) and "out" in o.sides and (o.is_window or glazed(o)) for o in b.openings)]
    total = [s for s in b.spaces if s.kind in HABITABLE and s.storey >= b.ground]
    sheet.scored("rooms.daylight", share(len(total) - len(dark), len(total)), dark[:5] or f"{len(total)} rooms", "a window in each room people stay in", 2)
    low = [s.name for s in b.spaces if s.kind in HABITABLE and s.hi[2] - s.lo[2] < 2.1 - 1e-3]
    clash = [s.name for s in b.spaces if ceiling(b, s) < 2.1 - 1e-3 and s.kind not in ("stair", "lift")]
    sheet.hard("law.ceiling", not low and not clash, (low + clash)[:4] or "all", ">= 2.1 m", 1)
    if gfa > 200:
        bad = []
        for i, st in enumerate(b.storeys):
            hab = sum(s.floor.area for s in st.spaces if s.kind in HABITABLE)
            for s in st.spaces:
                if s.kind != "corridor" or s.unit:
                    continue
                doors = [p for p, _, _ in way.links.get(s.entity.id(), [])]
                both = two_sided(s, doors)
                u = uses[i]
                need = 0
                if u in ("school", "kindergarten"):
                    need = 2.4 if both else 1.8
                elif u == "apartments":
                    need = 1.8 if both else 1.2
                elif hab >= 200:
                    need = 1.8 if both and u == "clinic" else 1.5 if both else 1.2
                w = clear_width(s.floor)
                if w < need - 5e-3:
                    bad.append((s.name, round(w, 2), need))
        sheet.hard("law.corridor", not bad, bad[:4] or "wide enough", "by use and rooms on the floor", 1)
    if sum(s.gfa for s, u in zip(b.storeys, uses) if u == "cafe") >= 50:
        ok = [s for s in b.spaces if s.kind == "wc_accessible" and fits(s.floor, 1.6, 2.0)]
        sheet.scored("law.accessible_wc", float(bool(ok)), f"{len(ok)} rooms", "1.6 x 2.0 m (V2)", 1)


def ceiling(b, s):
    """Clear height from the floor of a space to the lowest solid over its middle."""
    p = s.floor.representative_point()
    best = np.inf
    for t in b.net.values():
        if t.entity.is_a() in ("IfcSlab", "IfcRoof") and t.lo[2] > s.lo[2] + 0.5 and t.lo[0] <= p.x <= t.hi[0] and t.lo[1] <= p.y <= t.hi[1]:
            for z, o in t.levels(False):
                if o.contains(p) and z > s.lo[2] + 0.5:
                    best = min(best, z - s.lo[2])
    return best


def glazed(o):
    """A sliding or double door with the glass its property set states."""
    import ifcopenshell.util.element as element

    if o.filling is None:
        return False
    p = element.get_psets(o.filling.entity, psets_only=True).get("Pset_DoorCommon", {})
    if p.get("GlazingAreaFraction", 0):
        return p["GlazingAreaFraction"] > 0.3
    t = element.get_type(o.filling.entity)
    return bool(t and "SLIDING" in (t.OperationType or ""))


def two_sided(s, doors):
    l, w, d = rectangle(s.floor)
    n = np.array([-d[1], d[0]])
    mid = np.array(s.floor.centroid.coords[0]) @ n
    sides = {np.sign(p @ n - mid) for p in doors if abs(p @ n - mid) > w * 0.35}
    return len(sides) == 2


def clear_width(poly):
    lo, hi = 0.3, 6.0
    for _ in range(14):
        m = (lo + hi) / 2
        e = poly.buffer(-m / 2)
        if not e.is_empty and e.geom_type == "Polygon" and e.buffer(m / 2 + 0.02, join_style=2).intersection(poly).area > 0.97 * poly.area:
            lo = m
        else:
            hi = m
    return lo


def fits(poly, w, d):
    x0, y0, x1, y1 = poly.bounds
    for a, c in ((w, d), (d, w)):
        for x in (x0, x1 - a):
            for y in (y0, y1 - c):
                if poly.buffer(0.01).contains(box(x, y, x + a, y + c)):
                    return True
    return False


__all__ = ["plot", "parking", "escape", "inside", "use_of", "height_of", "CIRCULATION", "RESIDENTIAL"]
