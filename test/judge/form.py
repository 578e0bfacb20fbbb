"""Gates and checks of form: spaces, walls, doors, windows, stairs, furniture, all from the solids."""

import numpy as np
from shapely.geometry import LineString
from shapely.ops import unary_union

import reach as ways
from building import direction, rectangle, rings, thickness
from rooms import ANTEROOM, CIRCULATION, HABITABLE, PRIVATE, WET
from score import share


def gates(sheet, b, stairs, way, brief, expect, schema_faults):
    sheet.gate("gate.schema", not schema_faults, f"{len(schema_faults)} faults {schema_faults[:2]}")
    sheet.gate("gate.version", b.file.schema_identifier == "IFC4X3_ADD2", b.file.schema_identifier, "IFC4X3_ADD2")
    sheet.gate("gate.solids", not b.broken and b.net, f"{len(b.net)} built, {len(b.broken)} not", "all")
    above = sum(1 for s in b.storeys if s.z > -0.5)
    want = expect.get("storeys", brief["storeys"]), expect.get("basements", brief.get("basements", 0))
    sheet.gate("gate.storeys", (above, len(b.storeys) - above) == want, f"{above} + {len(b.storeys) - above}", f"{want[0]} + {want[1]}")
    sheet.gate("gate.spaces", all(s.spaces for s in b.storeys), [len(s.spaces) for s in b.storeys], "some on each")
    worst = 0.0
    for i, st in enumerate(b.storeys):
        walls = unary_union([b.whole(w).plan for w in b.walls_at(i)])
        for k, s in enumerate(st.spaces):
            worst = max(worst, s.floor.intersection(walls).area)
            for t in st.spaces[k + 1:]:
                worst = max(worst, s.floor.intersection(t.floor).area)
    sheet.gate("gate.overlap", worst < 0.01, f"{worst:.4f} m2", "0")
    solid = unary_union([s.plan for s in b.net.values() if s.entity.is_a() in ("IfcWall", "IfcSlab", "IfcRoof", "IfcColumn", "IfcFooting")])
    sheet.gate("gate.site", b.site.area > 0 and solid.difference(b.site).area < 0.01, f"{solid.difference(b.site).area:.3f} m2 outside", "0")
    got = way.reached()
    missing = [s.name for s in b.spaces if s.entity.id() not in got]
    sheet.gate("gate.reach", not missing, f"unreached {missing[:5]}", "every space")
    pairs = {(s.low, s.high) for s in stairs if s.foot is not None and s.head is not None}
    need = {(i, i + 1) for i in range(len(b.storeys) - 1)}
    sheet.gate("gate.stairs", need <= pairs, sorted(pairs), str(sorted(need)))


def envelope(sheet, b):
    loose, worst_gap = 0.0, 0.0
    total = 0.0
    for i, st in enumerate(b.storeys):
        walls = unary_union([b.whole(w).plan for w in b.walls_at(i)])
        for s in st.spaces:
            others = unary_union([t.floor for t in st.spaces if t is not s]) if len(st.spaces) > 1 else None
            ring = s.floor.exterior
            free = ring.difference(walls.buffer(0.02))
            if others is not None:
                free = free.difference(others.buffer(0.03))
            total += ring.length
            loose += free.length
    sheet.scored("form.closed", 1 - loose / max(total, 1) * 20, f"{loose:.2f} m of {total:.0f} m of edges open", "0 m", 2)
    bad = []
    for i, st in enumerate(b.storeys):
        top = b.storeys[i + 1].z if i + 1 < len(b.storeys) else None
        edge = st.net_outline.boundary.buffer(0.05)
        for w in b.walls_at(i):
            p = b.whole(w).plan
            if p.intersection(edge).area < 0.05:
                continue
            if top is not None and w.hi[2] < top - 0.45:
                bad.append(w.entity.Name)
            if top is None:
                roof = [r for r in b.net.values() if r.entity.is_a() in ("IfcRoof", "IfcSlab") and r.lo[2] > st.z + 1.8]
                low = min((r.lo[2] for r in roof), default=0)
                if w.hi[2] < low - 0.6:
                    bad.append(w.entity.Name)
        # floor under everything but stair wells
        floor = unary_union([o for s in b.of("IfcSlab") for z, o in s.levels(True) if abs(z - st.z) < 0.06])
        inner = unary_union([s.floor for s in st.spaces])
        hole = inner.difference(floor.buffer(0.01))
        shafts = unary_union([s.floor for s in st.spaces if s.kind in ("stair", "lift")])
        if hole.difference(shafts.buffer(0.02)).area > 0.05 or (i == 0 and hole.area > 0.05):
            bad.append(f"floor of {st.entity.Name}: {hole.area:.1f} m2 missing")
    top = b.storeys[-1]
    roofs = [r for r in b.net.values() if r.entity.is_a() in ("IfcRoof", "IfcSlab") and r.lo[2] > top.z + 1.8]
    cover = unary_union([r.plan for r in roofs])
    for lower, upper in zip(b.storeys, b.storeys[1:]):
        step = lower.net_outline.difference(upper.net_outline.buffer(0.1))
        cover_here = unary_union([r.plan for r in b.net.values() if r.entity.is_a() in ("IfcRoof", "IfcSlab") and r.lo[2] > lower.z + 1.8])
        if lower.z > -0.5 and step.difference(cover_here).area > 0.1:
            bad.append(f"{lower.entity.Name} without a roof: {step.difference(cover_here).area:.1f} m2")
    if top.net_outline.difference(cover.buffer(0.02)).area > 0.1:
        bad.append(f"roof misses {top.net_outline.difference(cover).area:.1f} m2")
    sheet.scored("form.envelope", 1 - 0.34 * len(bad), bad[:4] or "closed", "walls, floors and roof meet", 2)


def doors(sheet, b, way):
    ds = [o for o in b.openings if o.is_door]
    ok, bad = 0, []
    for o in ds:
        a, c = o.sides
        names = [x if isinstance(x, str) else x.name for x in o.sides]
        two = (a != c) and "solid" not in (a, c)
        into_air = "out" in (a, c) and not (-0.3 <= b.storeys[o.storey].z <= 0.7)
        fits = o.filling is None or (o.filling.lo[2] >= o.sill - 0.02 and o.filling.hi[2] <= o.solid.hi[2] + 0.02
                                     and o.filling.plan.difference(o.solid.plan.buffer(0.1)).area < 0.02)
        if two and not into_air and fits and o.pierces:
            ok += 1
        else:
            bad.append((o.solid.entity.Name, names, o.pierces))
    sheet.scored("doors.join", share(ok, len(ds)) if not b.loose else 0.0, bad[:3] or f"{ok} doors", "two places, through the wall", 2)
    things = [s for s in b.net.values() if s.entity.is_a() in ("IfcFurniture", "IfcSanitaryTerminal", "IfcColumn", "IfcElectricAppliance",
              "IfcTransportElement", "IfcStairFlight", "IfcSystemFurnitureElement", "IfcRailing", "IfcFlowTerminal")]
    at = [[t for t in things if t.lo[2] < st.z + 1.8 and t.hi[2] > st.z + 0.05] for st in b.storeys]
    ok, bad, sweeps = 0, [], 0
    for o in ds:
        leaves = ways.swing(o)
        z = b.storeys[o.storey].z
        for leaf in leaves:
            sweeps += 1
            clash = [t.entity.Name for t in at[o.storey] if t.entity is not o.filling.entity and t.plan.intersection(leaf).area > 0.01]
            clash += [w.entity.Name for w in b.walls_at(o.storey) if w is not o.wall and b.net[w.entity.id()].plan.intersection(leaf.buffer(-0.03)).area > 0.02
                      and w.lo[2] < z + 1]
            if clash:
                bad.append((o.solid.entity.Name, clash[:2]))
            else:
                ok += 1
    sheet.scored("doors.swing", share(ok, sweeps), bad[:4] or f"{sweeps} leaves", "free to open", 1)
    ok, n, bad = 0, 0, []
    for o in ds:
        for sign, side in zip((1, -1), o.sides):
            if isinstance(side, str) or side.kind == "lift":
                continue
            n += 1
            p = o.centre + sign * o.normal * (o.half + 0.3)
            u = o.along * (min(o.width, 0.9) / 2 - 0.1)
            spot = LineString([p - u, p + u]).buffer(0.22, cap_style=2)
            if any(t.plan.intersection(spot).area > 0.02 for t in at[o.storey] if not t.entity.is_a("IfcStairFlight")):
                bad.append((o.solid.entity.Name, side.name))
            else:
                ok += 1
    sheet.scored("doors.walkable", share(ok, n), bad[:4] or f"{n} sides", "a body's width free on both sides", 1)
    # every door of a room reaches every other round the furniture
    ok, n, bad = 0, 0, []
    for i, st in enumerate(b.storeys):
        for s in st.spaces:
            pts = [p for p, _, via in way.links.get(s.entity.id(), []) if not hasattr(via, "risers")]
            if len(pts) < 2 or s.kind in ("stair", "lift"):
                continue
            n += 1
            free = s.floor
            for t in at[i]:
                if t.plan.intersects(free) and not t.entity.is_a("IfcRailing"):
                    free = free.difference(t.plan)
            free = free.buffer(-0.25).buffer(0.01)
            regions = rings(free)
            home = set()
            for p in pts:
                d = [r.distance(LineString([p, p + 1e-6])) for r in regions]
                home.add(int(np.argmin(d)) if d and min(d) < 0.65 else -1)
            if len(home) == 1 and -1 not in home:
                ok += 1
            else:
                bad.append(s.name)
    sheet.scored("rooms.walkable", share(ok, n), bad[:4] or f"{n} rooms", "doors joined by 0.5 m of free floor", 1)


def windows(sheet, b):
    ws = [o for o in b.openings if o.is_window]
    ok, bad = 0, []
    for o in ws:
        kinds = [isinstance(x, str) for x in o.sides]
        out = "out" in o.sides and sum(kinds) == 1 and o.pierces
        if out:
            k = o.sides.index("out")
            sign = 1 if k == 0 else -1
            ray = LineString([o.centre + sign * o.normal * (o.half + 0.02), o.centre + sign * o.normal * (o.half + 1.0)])
            z = o.sill + o.height / 2
            if any(w.lo[2] < z < w.hi[2] and b.whole(w).plan.intersects(ray) for w in b.walls):
                out = False
            if z < 0:
                out = False
        if out:
            ok += 1
        else:
            bad.append((o.solid.entity.Name, [x if isinstance(x, str) else x.name for x in o.sides]))
    sheet.scored("windows.outside", 0.0 if any(w.entity.is_a("IfcWindow") for w in b.loose) else share(ok, len(ws)), bad[:4] or f"{len(ws)} windows", "one side a room, the other free air", 2)


def furniture(sheet, b):
    ok, n, bad = 0, 0, []
    for i, st in enumerate(b.storeys):
        solids = [s for s in b.net.values() if s.entity.is_a() in ("IfcFurniture", "IfcSanitaryTerminal", "IfcElectricAppliance", "IfcTransportElement")
                  and st.z - 0.1 < s.lo[2] < st.z + 2.5]
        walls = unary_union([b.whole(w).plan for w in b.walls_at(i)])
        cols = unary_union([c.plan for c in b.of("IfcColumn") if c.lo[2] < st.z + 1 < c.hi[2]])
        for k, s in enumerate(solids):
            n += 1
            inside = any(sp.floor.buffer(0.02).contains(s.plan) for sp in st.spaces)
            clash = s.plan.buffer(-0.01).intersection(walls).area > 0.005 or s.plan.buffer(-0.02).intersection(cols).area > 0.01
            clash = clash or any(s.plan.buffer(-0.02).intersection(t.plan.buffer(-0.02)).area > 0.01 and min(s.hi[2], t.hi[2]) - max(s.lo[2], t.lo[2]) > 0.05
                                 and min(s.hi[2] - t.hi[2], 0) > -9 and not chair_under(s, t) for t in solids[k + 1:])
            if inside and not clash:
                ok += 1
            else:
                bad.append((s.entity.Name, st.entity.Name))
    sheet.scored("furniture.place", share(ok, n), bad[:4] or f"{n} pieces", "in a room, through nothing", 1)


def chair_under(s, t):
    """A chair may stand partly under a table."""
    return s.plan.intersection(t.plan).area < 0.35 * min(s.plan.area, t.plan.area)


def rooms(sheet, b, way):
    good = total = 0
    bad = []
    for s in b.spaces:
        if s.kind in CIRCULATION | ANTEROOM:
            continue
        l, w, _ = rectangle(s.floor)
        total += 1
        if w > 0 and l / w <= 2.5:
            good += 1
        else:
            bad.append((s.name, round(l / max(w, 1e-9), 1)))
    sheet.scored("rooms.aspect", share(good, total) / 0.9, f"{good} of {total} {bad[:4]}", "<= 2.5 for 90 %", 1)
    narrow = []
    for s in b.spaces:
        need = 0.8 if s.kind in WET | {"entrance", "storage", "pantry", "dress", "lift", "utility", "laundry"} else 0.9 if s.kind in CIRCULATION | ANTEROOM else 1.8
        if s.kind in ("bedroom", "guestroom", "living", "ondol", "classroom"):
            need = 2.1
        if s.floor.buffer(-need / 2 + 0.01).is_empty:
            narrow.append((s.name, need))
    sheet.scored("rooms.side", 1 - len(narrow) / max(1, len(b.spaces)) * 4, narrow[:4] or "all", "fit for use", 1)
    circ = sum(s.floor.area for s in b.spaces if s.kind in CIRCULATION)
    ratio = circ / max(1e-9, sum(s.floor.area for s in b.spaces))
    sheet.scored("rooms.circulation", 1 - max(0, ratio - 0.30) / 0.2, f"{ratio:.3f}", "<= 0.30", 1)
    free = way.reached(lambda s: s.kind in PRIVATE)
    bad = []
    for s in b.spaces:
        if s.entity.id() in free:
            continue
        doors = [o for _, o, _ in way.links.get(s.entity.id(), []) if o != "out"]
        own = s.kind in SERVICE and any(d.kind in SERVICE for d in doors) or s.kind in WET | {"dress", "storage", "study", "utility", "pantry", "laundry", "powder"} and any(d.entity.id() in free or d.unit == s.unit for d in doors)
        if not own:
            bad.append(s.name)
    sheet.scored("rooms.privacy", 1 - len(bad) / max(1, len(b.spaces)) * 4, bad[:4] or "all", "no way through a private room", 1)


SERVICE = {"machine", "storage", "server", "laundry", "utility", "pantry"}


def stairs_(sheet, b, stairs, brief_gfa, uses):
    if len(b.storeys) == 1:
        return
    worst_r = max((max(s.risers) for s in stairs), default=9)
    spread = max((max(s.risers) - min(s.risers) for s in stairs), default=9)
    going = min((min(s.goings, default=9) for s in stairs), default=0)
    width = min((s.width for s in stairs), default=0)
    sheet.hard("stairs.steps", worst_r <= 0.18 + 1e-3 and going >= 0.26 - 1e-3 and spread < 0.006, f"riser {worst_r:.3f} (+-{spread:.3f}), going {going:.3f}", "<= 0.18, >= 0.26, even", 2)
    need = 0.6
    habitable_above = sum(s.floor.area for i, st in enumerate(b.storeys) if i > b.ground for s in st.spaces if s.kind in HABITABLE)
    if habitable_above >= 200:
        need = 1.2
    if any(u in ("school",) for u in uses):
        need = 1.5
    sheet.hard("stairs.width", width >= need - 1e-3, f"{width:.2f}", f">= {need}", 1)
    head = min((s.headroom for s in stairs), default=0)
    sheet.hard("stairs.headroom", head >= 2.1 - 5e-3, f"{head:.2f}", ">= 2.1", 1)
    depth = min((min(d for _, d, _ in s.landings) for s in stairs if s.landings), default=9)
    rise = max((rise_between(b, s) for s in stairs), default=9)
    duty = brief_gfa > 200 and any(sum(s.risers) > 3.005 for s in stairs)
    ok = rise <= 3.0 + 1e-3 and depth >= (1.2 if duty else 0.9 if set(uses) == {"house"} else min(1.2, width)) - 1e-3
    sheet.hard("stairs.landing", ok, f"{rise:.2f} m between, {depth:.2f} m deep, flights {width:.2f}", "<= 3 m; 1.2 m deep where the law asks, else as wide as the flight, 0.9 in a house", 1)
    open_ = sum(s.open_sides for s in stairs)
    sheet.hard("stairs.guard", open_ < 0.3, f"{open_:.1f} m unguarded", "walls or railings where the fall is over 1 m", 1)
    clear = [s.entity.Name for s in stairs if s.foot is None or s.head is None]
    sheet.scored("stairs.well", share(len(stairs) - len(clear), len(stairs)), clear or "open", "foot and top on a floor", 1)


def rise_between(b, s):
    marks = [b.storeys[s.low].z] + sorted(z for z, _, _ in s.landings) + [b.storeys[s.high].z if s.high >= 0 else 0]
    return max(y - x for x, y in zip(marks, marks[1:]))


__all__ = ["gates", "envelope", "doors", "windows", "furniture", "rooms", "stairs_", "direction", "thickness"]
