#!/usr/bin/env python3
"""Checks IFC files with IfcOpenShell, code that had no part in writing them.

    python3 scripts/ifc-check.py [--express] FILE...

For each file: schema validation (with --express also the EXPRESS rules), every solid is built, stated net volumes are
compared with the built ones, and every space must be reached from outside through doors, passages and stairs, all found
by geometry. Prints one JSON object a file and exits 1 if any of them has a problem.
"""

import json
import multiprocessing
import sys

import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.util.element as element_util
import ifcopenshell.util.placement as placement_util
import ifcopenshell.validate
import numpy as np

# A door this far above or below the ground still leads outside, metres.
GROUND = (-1.0, 1.5)
# A void must be this high, and begin this low, for people to walk through it, metres.
WALKABLE_HEIGHT, WALKABLE_SILL = 1.8, 0.3
# Stated and built volumes may differ by this share.
VOLUME_TOLERANCE = 0.01


def validate(file, express):
    logger = ifcopenshell.validate.json_logger()
    ifcopenshell.validate.validate(file, logger, express_rules=express)
    return [f"{s.get('instance')}: {s.get('message')}" for s in logger.statements]


class Shape:
    """Triangles of a built solid in world coordinates."""

    def __init__(self, geometry):
        self.points = np.array(geometry.verts).reshape(-1, 3)
        self.triangles = self.points[np.array(geometry.faces).reshape(-1, 3)]
        self.low, self.high = self.points.min(axis=0), self.points.max(axis=0)

    def volume(self):
        a, b, c = (self.triangles[:, i] for i in range(3))
        return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)

    def holds(self, point):
        """Whether the point lies inside: an odd number of triangles above it."""
        if (point < self.low).any() or (point > self.high).any():
            return False
        a, b, c = (self.triangles[:, i] for i in range(3))
        side = lambda p, q: (q[:, 0] - p[:, 0]) * (point[1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (point[0] - p[:, 0])
        u, v, w = side(b, c), side(c, a), side(a, b)
        total = u + v + w
        inside = (((u >= 0) & (v > 0) & (w >= 0)) | ((u <= 0) & (v < 0) & (w <= 0))) & (np.abs(total) > 1e-12)
        if not inside.any():
            return False
        share = lambda x: x[inside] / total[inside]
        z = share(u) * a[inside, 2] + share(v) * b[inside, 2] + share(w) * c[inside, 2]
        return int((z > point[2]).sum()) % 2 == 1

    def top(self):
        """Area and edge length of the horizontal faces at the top."""
        flat = [t for t in self.triangles if (np.abs(t[:, 2] - self.high[2]) < 1e-4).all()]
        area, edges = 0.0, {}
        for triangle in flat:
            area += np.linalg.norm(np.cross(triangle[1] - triangle[0], triangle[2] - triangle[0])) / 2
            for p, q in ((0, 1), (1, 2), (2, 0)):
                key = frozenset((tuple(triangle[p].round(4)), tuple(triangle[q].round(4))))
                edges.setdefault(key, []).append(np.linalg.norm(triangle[p] - triangle[q]))
        return area, sum(lengths[0] for lengths in edges.values() if len(lengths) == 1)


def build(file, products, subtract=True):
    """Shapes by GlobalId of those products that could be built."""
    if not products:
        return {}
    settings = ifcopenshell.geom.settings()
    settings.set("use-world-coords", True)
    settings.set("disable-opening-subtractions", not subtract)
    iterator = ifcopenshell.geom.iterator(settings, file, multiprocessing.cpu_count(), include=products)
    shapes = {}
    if iterator.initialize():
        while True:
            built = iterator.get()
            shapes[built.guid] = Shape(built.geometry)
            if not iterator.next():
                break
    return shapes


def with_body(file):
    products = [p for p in file.by_type("IfcProduct") if getattr(p, "Representation", None)]
    return [p for p in products
            if any(r.RepresentationIdentifier == "Body" for r in p.Representation.Representations)]


def name(element):
    return f"{element.is_a()} {element.Name or ''} {element.GlobalId}"


def volume_failures(file, shapes):
    """Solids without volume, and stated volumes that are not the built ones."""
    for guid, shape in shapes.items():
        element, built = file.by_guid(guid), shape.volume()
        if built <= 1e-9:
            yield f"{name(element)}: volume {built:.6f}"
        sets = element_util.get_psets(element, qtos_only=True)
        for quantities in sets.values():
            stated = quantities.get("NetVolume")
            if stated is not None and abs(stated - built) > VOLUME_TOLERANCE * max(stated, built):
                yield f"{name(element)}: states {stated:.4f} m3, built {built:.4f} m3"


def walkable_voids(file):
    """Voids in walls that a door fills, or nothing."""
    for relation in file.by_type("IfcRelVoidsElement"):
        void = relation.RelatedOpeningElement
        fillings = [r.RelatedBuildingElement for r in void.HasFillings]
        if relation.RelatingBuildingElement.is_a("IfcWall") and all(f.is_a("IfcDoor") for f in fillings):
            yield void


def sides(void, shape, floor):
    """A point in front of and one behind a void, a little above its sill; none if nobody can walk through."""
    if shape.high[2] - shape.low[2] < WALKABLE_HEIGHT or shape.low[2] - floor > WALKABLE_SILL:
        return []
    across = placement_util.get_local_placement(void.ObjectPlacement)[:3, 1]
    middle = (shape.low + shape.high) / 2
    middle[2] = shape.low[2] + 0.5
    depth = abs(np.dot(shape.high - shape.low, np.abs(across)))
    return [middle + across * sign * (depth / 2 + 0.1) for sign in (1, -1)]


def floor_of(void):
    wall = void.VoidsElements[0].RelatingBuildingElement
    return placement_util.get_local_placement(wall.ObjectPlacement)[2, 3]


def is_external(space):
    return bool(element_util.get_pset(space, "Pset_SpaceCommon", "IsExternal"))


def stair_links(file, shapes, spaces):
    """Pairs of spaces at the foot and at the head of a stair."""
    for stair in file.by_type("IfcStair"):
        # One walks on flights and landings; a railing stands above them.
        walked = [p for p in element_util.get_decomposition(stair) if not p.is_a("IfcRailing")]
        parts = [shapes[p.GlobalId] for p in walked if p.GlobalId in shapes]
        if not parts:
            continue
        low, high = min(p.low[2] for p in parts), max(p.high[2] for p in parts)
        centres = np.concatenate([p.triangles.mean(axis=1) for p in parts])[:, :2]
        at = {"foot": [], "head": []}
        for guid, shape in spaces.items():
            over = any(shape.holds(np.array([x, y, shape.low[2] + 0.1])) for x, y in centres)
            if over and abs(shape.low[2] - low) < 0.1:
                at["foot"].append(guid)
            if over and -0.05 < shape.low[2] - high < 0.4:
                at["head"].append(guid)
        yield from ((foot, head) for foot in at["foot"] for head in at["head"])


def unreached(file, shapes):
    spaces = {s.GlobalId: shapes[s.GlobalId] for s in file.by_type("IfcSpace") if s.GlobalId in shapes}
    links = list(stair_links(file, shapes, spaces))
    links += [("outside", s.GlobalId) for s in file.by_type("IfcSpace") if is_external(s)]
    voids = list(walkable_voids(file))
    for guid, shape in build(file, voids).items():
        void = file.by_guid(guid)
        places = []
        for point in sides(void, shape, floor_of(void)):
            inside = [g for g, s in spaces.items() if s.holds(point)]
            outside = [] if inside or not GROUND[0] <= shape.low[2] <= GROUND[1] else ["outside"]
            places.append(inside + outside)
        if len(places) == 2:
            links += [(a, b) for a in places[0] for b in places[1]]
    reached, front = {"outside"}, ["outside"]
    while front:
        here = front.pop()
        for a, b in links:
            for near, far in ((a, b), (b, a)):
                if near == here and far not in reached:
                    reached.add(far)
                    front.append(far)
    return [f"{s.Name} {s.LongName}" for s in file.by_type("IfcSpace") if s.GlobalId not in reached]


def gross_area(file):
    """Floor area by wall centreline: slabs to the outer wall faces, less half an external wall all round."""
    walls = [w for w in file.by_type("IfcWall") if element_util.get_pset(w, "Pset_WallCommon", "IsExternal")]
    slabs = [s for s in file.by_type("IfcSlab")
             if element_util.get_predefined_type(s) in ("FLOOR", "BASESLAB")]
    total = 0.0
    for guid, shape in build(file, slabs, subtract=False).items():
        home = element_util.get_container(file.by_guid(guid))
        widths = [element_util.get_pset(w, "Qto_WallBaseQuantities", "Width") for w in walls
                  if element_util.get_container(w) == home and element_util.get_predefined_type(w) == "SOLIDWALL"]
        half = max(widths, default=0) / 2
        area, edge = shape.top()
        # Right angles turn through four corners more to the left than to the right.
        total += area - edge * half + 4 * half**2
    return total


def check(path, express):
    file = ifcopenshell.open(path)
    products = with_body(file)
    shapes = build(file, [p for p in products if not p.is_a("IfcOpeningElement")])
    failures = [name(p) for p in products if not p.is_a("IfcOpeningElement") and p.GlobalId not in shapes]
    failures += volume_failures(file, shapes)
    return {
        "file": path,
        "issues": validate(file, express),
        "solids": len(shapes),
        "failures": failures,
        "gross_area": round(gross_area(file), 3),
        "storeys": len(file.by_type("IfcBuildingStorey")),
        "spaces": len(file.by_type("IfcSpace")),
        "unreached": unreached(file, shapes),
    }


def main(arguments):
    express = "--express" in arguments
    paths = [a for a in arguments if not a.startswith("--")]
    if not paths:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    good = True
    for path in paths:
        try:
            report = check(path, express)
        except (OSError, RuntimeError, ifcopenshell.Error) as error:
            report = {"file": path, "issues": [f"cannot be read: {error}"], "failures": [], "unreached": []}
        print(json.dumps(report, ensure_ascii=False), flush=True)
        good = good and not (report["issues"] or report["failures"] or report["unreached"])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
