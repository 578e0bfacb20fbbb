"""The solids of an IFC file as plain geometry: what every check of the judge measures.

Lengths in metres, areas in m2; x to the east, y to the north, z up. Nothing here trusts a stated quantity.
"""

from dataclasses import dataclass, field
from functools import cached_property

import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.util.element as element
import ifcopenshell.util.placement as placement
import numpy as np
import shapely
from shapely.geometry import MultiPoint, Polygon
from shapely.ops import unary_union


def predefined(entity):
    """PredefinedType of an occurrence, or of its type when the occurrence leaves it empty."""
    return getattr(entity, "PredefinedType", None) or getattr(element.get_type(entity), "PredefinedType", None)


@dataclass
class Solid:
    """One product's triangles in world coordinates."""

    entity: object
    verts: np.ndarray
    faces: np.ndarray

    @cached_property
    def lo(self):
        return self.verts.min(0)

    @cached_property
    def hi(self):
        return self.verts.max(0)

    @cached_property
    def normals(self):
        a, b, c = (self.verts[self.faces[:, i]] for i in range(3))
        n = np.cross(b - a, c - a)
        return n / np.maximum(np.linalg.norm(n, axis=1), 1e-12)[:, None]

    @cached_property
    def volume(self):
        a, b, c = (self.verts[self.faces[:, i]] for i in range(3))
        return abs(float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6)

    def _plan(self, mask):
        tris = shapely.polygons(self.verts[self.faces[mask]][:, :, :2])
        tris = tris[shapely.area(tris) > 1e-9]
        return shapely.union_all(tris, grid_size=1e-5) if len(tris) else Polygon()

    @cached_property
    def plan(self):
        """Silhouette from above."""
        return self._plan(self.normals[:, 2] > 0.02)

    def levels(self, up=True):
        """Horizontal faces as (z, outline), lowest first."""
        sign = 1 if up else -1
        flat = sign * self.normals[:, 2] > 0.999
        z = self.verts[self.faces[:, 0], 2]
        out = []
        for level in sorted({round(float(v), 3) for v in z[flat]}):
            out.append((level, self._plan(flat & (abs(z - level) < 2e-3))))
        return out

    def sloped(self):
        """Plan area of upward faces that slope, and their mean pitch in degrees."""
        a, b, c = (self.verts[self.faces[:, i]] for i in range(3))
        area = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
        n = self.normals[:, 2]
        slope = (n > 0.05) & (n < 0.996)
        if not slope.any():
            return 0.0, 0.0
        w = area[slope] * n[slope]
        return float(w.sum()), float((np.degrees(np.arccos(n[slope])) * w).sum() / w.sum())


@dataclass
class Space(Solid):
    kind: str = ""
    storey: int = 0
    unit: str = ""

    @cached_property
    def floor(self):
        levels = self.levels(up=False)
        return levels[0][1] if levels else Polygon()

    @property
    def name(self):
        return self.entity.Name or self.entity.GlobalId


@dataclass
class Opening:
    """A hole in a wall: `along` and `normal` are unit vectors in plan, `half` is half the wall's thickness."""

    solid: Solid
    wall: Solid
    filling: Solid | None
    centre: np.ndarray
    along: np.ndarray
    normal: np.ndarray
    width: float
    half: float
    pierces: bool
    storey: int
    sides: list = field(default_factory=list)

    @property
    def sill(self):
        return float(self.solid.lo[2])

    @property
    def height(self):
        return float(self.solid.hi[2] - self.solid.lo[2])

    @property
    def is_window(self):
        return self.filling is not None and self.filling.entity.is_a("IfcWindow")

    @property
    def is_door(self):
        return not self.is_window


@dataclass
class Storey:
    entity: object
    z: float
    spaces: list
    outline: object = None
    net_outline: object = None
    wall_t: float = 0.0

    @property
    def gfa(self):
        return self.outline.area


def point_dist(poly, p):
    from shapely.geometry import Point

    return poly.distance(Point(*p))


class Building:
    """A file read once. `broken` names products with a body that gave no solid."""

    def __init__(self, path):
        self.path = path
        self.file = ifcopenshell.open(path)
        self.net, self.broken = self._build(self.file, False)
        self.gross, more = self._build(self.file, True)
        self.broken += more
        self._storeys()
        self._outlines()
        self._openings()

    @staticmethod
    def _build(file, disable):
        settings = ifcopenshell.geom.settings()
        settings.set("use-world-coords", True)
        if disable:
            settings.set("disable-opening-subtractions", True)
        include = [p for p in file.by_type("IfcProduct") if p.Representation
                   and any(r.RepresentationIdentifier == "Body" for r in p.Representation.Representations)]
        if disable:
            include = [p for p in include if getattr(p, "HasOpenings", None)]
        solids, broken = {}, []
        if not include:
            return solids, broken
        it = ifcopenshell.geom.iterator(settings, file, 1, include=include)
        ok = it.initialize()
        while ok:
            shape = it.get()
            v = np.array(shape.geometry.verts, dtype=float).reshape(-1, 3)
            f = np.array(shape.geometry.faces, dtype=int).reshape(-1, 3)
            if len(v) and len(f):
                solids[shape.id] = Solid(file.by_id(shape.id), v, f)
            ok = it.next()
        broken = [p for p in include if p.id() not in solids or solids[p.id()].volume < 1e-9]
        return solids, broken

    def of(self, cls):
        return [s for s in self.net.values() if s.entity.is_a(cls)]

    def whole(self, solid):
        """The solid before openings were cut."""
        return self.gross.get(solid.entity.id(), solid)

    def _storeys(self):
        self.storeys = []
        entities = self.file.by_type("IfcBuildingStorey")
        z = lambda e: float(placement.get_local_placement(e.ObjectPlacement)[2, 3])
        for i, e in enumerate(sorted(entities, key=z)):
            spaces = []
            for rel in e.IsDecomposedBy:
                for s in rel.RelatedObjects:
                    if s.is_a("IfcSpace") and s.id() in self.net:
                        n = self.net[s.id()]
                        t = element.get_type(s)
                        zones = [r.RelatingGroup.Name for r in s.HasAssignments if r.is_a("IfcRelAssignsToGroup")]
                        spaces.append(Space(s, n.verts, n.faces, kind=(t.Name if t else s.ObjectType) or "", storey=i, unit=(zones or [""])[0]))
            self.storeys.append(Storey(e, z(e), spaces))
        self.spaces = [s for st in self.storeys for s in st.spaces]
        self.walls = [w for w in self.of("IfcWall") if predefined(w.entity) != "PARAPET"]
        self.ground = next((i for i, s in enumerate(self.storeys) if s.z > -0.5), 0)
        terrain = [s for s in self.of("IfcGeographicElement") if predefined(s.entity) == "TERRAIN"]
        self.site = unary_union([Polygon(p.exterior) for p in rings(terrain[0].plan)]) if terrain else Polygon()

    def storey_of(self, z):
        """Index of the storey a height belongs to."""
        best = 0
        for i, s in enumerate(self.storeys):
            if z >= s.z - 0.3:
                best = i
        return best

    def walls_at(self, i):
        s = self.storeys[i]
        return [w for w in self.walls if w.lo[2] < s.z + 1.0 < w.hi[2]]

    def _outlines(self):
        for i, s in enumerate(self.storeys):
            walls = [self.whole(w).plan for w in self.walls_at(i)]
            body = unary_union(walls + [p.floor for p in s.spaces]).buffer(0.03, join_style=2).buffer(-0.03, join_style=2)
            parts = getattr(body, "geoms", [body])
            covered = unary_union([p.floor for p in s.spaces])
            outer = []
            for part in parts:
                holes = [h for h in part.interiors if Polygon(h).area > 4 and Polygon(h).intersection(covered).area < 0.1]
                outer.append(Polygon(part.exterior, holes))
            s.net_outline = unary_union(outer)
            s.wall_t = self._edge_thickness(s.net_outline, walls)
            s.outline = s.net_outline.buffer(-s.wall_t / 2, join_style=2)

    @staticmethod
    def _edge_thickness(outline, walls):
        edge = outline.boundary.buffer(0.02)
        best = {}
        for w in walls:
            run = w.intersection(edge).area / 0.02
            t = round(thickness(w), 3)
            if run > 1.0:
                best[t] = best.get(t, 0) + run
        return max(best, key=best.get) if best else 0.0

    def _openings(self):
        self.openings, self.loose = [], []
        for rel in self.file.by_type("IfcRelVoidsElement"):
            host = rel.RelatingBuildingElement
            if not host.is_a("IfcWall") or host.id() not in self.net:
                continue
            body = self.net.get(rel.RelatedOpeningElement.id())
            if body is None:
                continue
            fill = [r.RelatedBuildingElement for r in rel.RelatedOpeningElement.HasFillings]
            filling = self.net.get(fill[0].id()) if fill else None
            wall = self.net[host.id()]
            along = direction(self.whole(wall).plan)
            normal = np.array([-along[1], along[0]])
            pts = body.verts[:, :2]
            centre = (pts.max(0) + pts.min(0)) / 2
            a, n = pts @ along, pts @ normal
            hull = np.array(self.whole(wall).plan.exterior.coords) @ normal
            half = thickness(self.whole(wall).plan) / 2
            # centre of the wall at this place, not of the hole
            mid = (hull.max() + hull.min()) / 2
            centre = centre + normal * (mid - centre @ normal)
            through = n.min() <= hull.min() + 1e-3 and n.max() >= hull.max() - 1e-3
            inside = body.lo[2] >= wall.lo[2] - 1e-3 and body.hi[2] <= self.whole(wall).hi[2] + 1e-3
            wa = np.array(self.whole(wall).plan.exterior.coords) @ along
            inside = inside and a.min() >= wa.min() - 1e-3 and a.max() <= wa.max() + 1e-3
            z = (body.lo[2] + body.hi[2]) / 2
            p = np.array([*centre, z])
            open_ = not hits(wall, p - np.array([*normal, 0]) * 1.0, p + np.array([*normal, 0]) * 1.0)
            self.openings.append(Opening(body, wall, filling, centre, along, normal, float(a.max() - a.min()), half,
                                         bool(through and inside and open_), self.storey_of(float(body.lo[2]) + 0.35)))
        filled = {o.filling.entity.id() for o in self.openings if o.filling}
        self.loose = [s for c in ("IfcDoor", "IfcWindow") for s in self.of(c) if s.entity.id() not in filled]
        for o in self.openings:
            o.sides = [self.place(o.centre + sign * o.normal * (o.half + 0.12), o.storey) for sign in (1, -1)]

    def place(self, p, storey):
        """What is at a point of a storey: a space, "out", or "solid"."""
        s = self.storeys[storey]
        near = min(s.spaces, key=lambda q: point_dist(q.floor, p), default=None)
        if near is not None and point_dist(near.floor, p) < 0.02:
            return near
        return "out" if point_dist(s.net_outline, p) > 0.01 else "solid"


def rectangle(poly):
    """Long side, short side and direction of the smallest rectangle about a shape."""
    r = poly.minimum_rotated_rectangle
    if r.geom_type != "Polygon":
        return 0.0, 0.0, np.array([1.0, 0.0])
    c = np.array(r.exterior.coords)
    e = [c[1] - c[0], c[2] - c[1]]
    l = [float(np.linalg.norm(v)) for v in e]
    k = int(l[1] > l[0])
    return l[k], l[1 - k], e[k] / max(l[k], 1e-9)


def thickness(poly):
    return rectangle(poly)[1]


def direction(poly):
    return rectangle(poly)[2]


def hits(solid, a, b):
    """How many triangles the segment a-b crosses."""
    d = b - a
    v0, v1, v2 = (solid.verts[solid.faces[:, i]] for i in range(3))
    e1, e2 = v1 - v0, v2 - v0
    h = np.cross(d, e2)
    det = np.einsum("ij,ij->i", e1, h)
    ok = abs(det) > 1e-12
    inv = np.where(ok, 1 / np.where(ok, det, 1), 0)
    s = a - v0
    u = inv * np.einsum("ij,ij->i", s, h)
    q = np.cross(s, e1)
    v = inv * (q @ d)
    t = inv * np.einsum("ij,ij->i", e2, q)
    return int((ok & (u >= 0) & (v >= 0) & (u + v <= 1) & (t >= 0) & (t <= 1)).sum())


def rings(poly):
    parts = getattr(poly, "geoms", [poly])
    return [p for p in parts if p.geom_type == "Polygon" and p.area > 1e-6]


__all__ = ["Building", "Solid", "Space", "Opening", "Storey", "rectangle", "thickness", "direction", "hits", "rings", "point_dist", "MultiPoint"]
