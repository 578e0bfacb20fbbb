"""Stairs measured from their solids: what joins which storeys, risers, goings, widths, headroom, guards."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.ops import unary_union

from building import rectangle


@dataclass
class Stair:
    entity: object
    low: int
    high: int
    foot: object  # the space at its foot, or None
    head: object  # the space at its top, or None
    risers: list
    goings: list
    width: float
    landings: list  # (z, depth, width)
    headroom: float
    open_sides: float  # metres of flight edge without wall or railing, where the fall is above 1 m
    where: np.ndarray
    flights: int


def parts(building, entity):
    out = []
    for rel in entity.IsDecomposedBy:
        for e in rel.RelatedObjects:
            if e.id() in building.net:
                out.append(building.net[e.id()])
    if entity.id() in building.net:
        out.append(building.net[entity.id()])
    return out


def underside(building, poly, z, skip):
    """Lowest solid above a plan shape that starts higher than z + 0.3 m."""
    best = np.inf
    for s in building.net.values():
        if s.entity.is_a() in ("IfcSpace", "IfcOpeningElement", "IfcGeographicElement", "IfcDoor", "IfcWindow", "IfcRailing", "IfcFurniture") or s.entity.id() in skip:
            continue
        if s.hi[2] < z + 0.3 or s.lo[2] > z + 3.0:
            continue
        x0, y0, x1, y1 = poly.bounds
        if s.hi[0] < x0 or s.lo[0] > x1 or s.hi[1] < y0 or s.lo[1] > y1:
            continue
        faces = s.faces[s.normals[:, 2] < -0.02]
        tris = shapely.polygons(s.verts[faces][:, :, :2])
        for f, t in zip(faces, tris):
            if not t.intersects(poly) or (cut := t.intersection(poly)).area < 0.004:
                continue
            tri = s.verts[f]
            n = np.cross(tri[1] - tri[0], tri[2] - tri[0])
            for x, y in np.array(cut.convex_hull.exterior.coords):
                zz = tri[0, 2] - (n[0] * (x - tri[0, 0]) + n[1] * (y - tri[0, 1])) / n[2]
                if zz > z + 0.3:
                    best = min(best, zz)
    return best


def read(building, entity):
    """A stair entity as a Stair, or None when its solids make none."""
    solids = parts(building, entity)
    flights = [s for s in solids if s.entity.is_a("IfcStairFlight")]
    slabs = [s for s in solids if s.entity.is_a("IfcSlab")]
    rails = [s for s in building.of("IfcRailing")]
    if not flights:
        return None
    treads, runs = [], []
    for f in flights:
        run = [(z, p) for z, p in f.levels(True) if p.area > 0.02]
        if not run:
            return None
        runs.append((f, run))
        treads += run
    lands = [(s.levels(True)[-1][0], s.levels(True)[-1][1]) for s in slabs]
    surfaces = sorted({round(z, 3) for z, _ in treads + lands})
    merged = [surfaces[0]]
    for z in surfaces[1:]:
        if z - merged[-1] > 0.02:
            merged.append(z)
    low = min(range(len(building.storeys)), key=lambda i: abs(building.storeys[i].z - merged[0] + 0.17))
    tops = [i for i in range(len(building.storeys)) if building.storeys[i].z > merged[-1] - 0.02]
    high = min(tops, default=-1)
    levels = [building.storeys[low].z] + [z for z in merged if z > building.storeys[low].z + 0.02]
    if high >= 0 and building.storeys[high].z > levels[-1] + 0.02:
        levels.append(building.storeys[high].z)
    risers = list(np.diff(levels))
    goings, width = [], np.inf
    order = sorted(runs, key=lambda r: r[1][0][0])
    open_sides = 0.0
    walls = unary_union([w.plan for w in building.walls_at(low)])
    for f, run in order:
        c = [np.array(p.centroid.coords[0]) for _, p in run]
        if len(c) > 1:
            d = (c[-1] - c[0]) / max(np.linalg.norm(c[-1] - c[0]), 1e-9)
            goings += [float((b - a) @ d) for a, b in zip(c, c[1:])]
        else:
            d = rectangle(run[0][1])[2][::-1] * [1, -1]
        n = np.array([-d[1], d[0]])
        for _, p in run:
            e = np.array(p.exterior.coords) @ n
            width = min(width, float(e.max() - e.min()))
        for sign in (1, -1):
            for z, p in run:
                xy = np.array(p.exterior.coords)
                e = sign * (xy @ n)
                edge = p.centroid.coords[0] + sign * n * (e.max() - sign * (np.array(p.centroid.coords[0]) @ n))
                fall = z - building.storeys[low].z
                if fall <= 1.0:
                    continue
                side = Point(*(edge + sign * n * 0.04)).buffer(0.09)
                if walls.intersects(side):
                    continue
                guarded = any(r.plan.distance(Point(*edge)) < 0.2 and r.hi[2] > z + 0.8 and r.lo[2] < z + 0.3 for r in rails)
                if not guarded:
                    open_sides += float(np.ptp(xy @ d))
    first, last = order[0], order[-1]
    foot, head = None, None
    d0 = heading(first[1])
    p0 = np.array(first[1][0][1].centroid.coords[0]) - d0 * (np.ptp(np.array(first[1][0][1].exterior.coords) @ d0) / 2 + 0.3)
    q = building.place(p0, low)
    foot = q if not isinstance(q, str) else None
    if high >= 0:
        d1 = heading(last[1])
        top = last[1][-1][1]
        p1 = np.array(top.centroid.coords[0]) + d1 * (np.ptp(np.array(top.exterior.coords) @ d1) / 2 + 0.3)
        if abs(last[1][-1][0] - building.storeys[high].z) < 0.02:
            p1 = np.array(top.centroid.coords[0])
        q = building.place(p1, high)
        head = q if not isinstance(q, str) else None
        if head is not None and not supported(building, p1, building.storeys[high].z):
            head = None
    room = np.inf
    for z, p in treads + lands:
        room = min(room, underside(building, p.buffer(-0.03), z, set()) - z)
    landings = []
    for z, p in lands:
        l, s, _ = rectangle(p)
        landings.append((z, s, l))
    return Stair(entity, low, high, foot, head, risers, goings, width, landings, float(room), open_sides, p0, len(flights))


def heading(run):
    c = [np.array(p.centroid.coords[0]) for _, p in run]
    if len(c) > 1:
        return (c[-1] - c[0]) / max(np.linalg.norm(c[-1] - c[0]), 1e-9)
    return np.array([0.0, 1.0])


def supported(building, p, z):
    """There is a floor under the point at this height."""
    for s in building.of("IfcSlab"):
        if abs(s.hi[2] - z) < 0.05 and any(abs(l - z) < 0.05 and o.buffer(0.01).contains(Point(*p)) for l, o in s.levels(True)):
            return True
    return False


def all_stairs(building):
    return [r for e in building.file.by_type("IfcStair") if (r := read(building, e)) is not None]


__all__ = ["all_stairs", "Stair", "LineString"]
