"""Who can walk where: doors, passages and stairs found in the solids, then shortest ways."""

import heapq

import numpy as np
from shapely.geometry import Point, box
from shapely.affinity import affine_transform


def passable(building, o):
    """A door or passage at floor height that a person fits through."""
    floor = building.storeys[o.storey].z
    return o.is_door and o.pierces and o.width >= 0.6 and o.height >= 1.9 and -0.1 <= o.sill - floor <= 0.06


def open_joints(building):
    """Spaces side by side with nothing between them."""
    out = []
    for i, st in enumerate(building.storeys):
        walls = [w.plan for w in building.walls_at(i)]
        for a in range(len(st.spaces)):
            for b in range(a + 1, len(st.spaces)):
                p, q = st.spaces[a].floor, st.spaces[b].floor
                if p.distance(q) > 0.02:
                    continue
                shared = p.buffer(0.03).intersection(q.buffer(0.03))
                free = shared
                for w in walls:
                    free = free.difference(w)
                if free.area / 0.06 >= 0.8:
                    out.append((st.spaces[a], st.spaces[b], np.array(shared.centroid.coords[0])))
    return out


class Ways:
    """Shortest ways over door points. Nodes are doors, stairs' ends and the outside."""

    def __init__(self, building, stairs):
        self.b = building
        self.links = {}  # space id -> [(point, other, kind, object)]
        self.exits = []
        for o in building.openings:
            if not passable(building, o):
                continue
            a, c = o.sides
            if isinstance(a, str) and isinstance(c, str):
                continue
            if "solid" in (a, c):
                continue
            if "out" in (a, c):
                inner = c if a == "out" else a
                floor = building.storeys[o.storey].z
                if -0.3 <= floor <= 0.7:
                    self.link(inner, o.centre, "out", o)
                    self.exits.append((inner, o))
                continue
            self.link(a, o.centre, c, o)
            self.link(c, o.centre, a, o)
        for a, c, p in open_joints(building):
            self.link(a, p, c, None)
            self.link(c, p, a, None)
        for s in stairs:
            if s.foot is not None and s.head is not None:
                self.link(s.foot, s.where, s.head, s)
                self.link(s.head, s.where, s.foot, s)

    def link(self, a, p, b, via):
        self.links.setdefault(a.entity.id(), []).append((p, b, via))

    def reached(self, without=lambda space: False):
        """Spaces reached from outside; a space for which `without` holds may be entered but not crossed."""
        seen, todo = set(), []
        for s, _ in self.exits:
            todo.append(s)
        while todo:
            s = todo.pop()
            if s.entity.id() in seen:
                continue
            seen.add(s.entity.id())
            if without(s):
                continue
            for _, b, _ in self.links.get(s.entity.id(), []):
                if b != "out" and b.entity.id() not in seen:
                    todo.append(b)
        return seen

    def reached_free(self, closed):
        """Spaces reached from outside without stepping into a closed one."""
        seen, todo = set(), [s for s, _ in self.exits if not closed(s)]
        while todo:
            s = todo.pop()
            if s.entity.id() in seen:
                continue
            seen.add(s.entity.id())
            todo += [o for _, o, _ in self.links.get(s.entity.id(), []) if o != "out" and not closed(o)]
        return seen

    def travel(self, storey, goals):
        """Longest way on one storey from any corner of any space to the nearest goal.

        `goals` holds (space, point). Returns metres; infinite when a space has no way.
        """
        dist, queue, n = {}, [], 0
        at = {}
        for space, p in goals:
            key = (space.entity.id(), tuple(np.round(p, 3)))
            at.setdefault(space.entity.id(), []).append((p, 0.0))
        # relax door points
        best = {}
        for sid, lst in at.items():
            for p, d in lst:
                heapq.heappush(queue, (d, n, sid, tuple(p)))
                n += 1
        reach = {}
        while queue:
            d, _, sid, p = heapq.heappop(queue)
            key = (sid, tuple(np.round(p, 3)))
            if key in best:
                continue
            best[key] = d
            reach.setdefault(sid, []).append((np.array(p), d))
            for q, other, via in self.links.get(sid, []):
                if other == "out" or getattr(other, "storey", storey) != storey or (via is not None and hasattr(via, "risers")):
                    continue
                nd = d + float(np.linalg.norm(np.array(p) - q))
                k2 = (other.entity.id(), tuple(np.round(q, 3)))
                if k2 not in best:
                    heapq.heappush(queue, (nd, n, other.entity.id(), tuple(q)))
                    n += 1
                k3 = (sid, tuple(np.round(q, 3)))
                if k3 not in best:
                    heapq.heappush(queue, (nd, n, sid, tuple(q)))
                    n += 1
        worst = 0.0
        for s in self.b.storeys[storey].spaces:
            got = reach.get(s.entity.id())
            if not got:
                return np.inf
            for c in s.floor.exterior.coords:
                worst = max(worst, min(d + float(np.linalg.norm(np.array(c) - p)) for p, d in got))
        return worst


def swing(o):
    """Plan area a door leaf sweeps, as (polygon, side sign) list, from the operation of its type and its placement."""
    import ifcopenshell.util.element as element
    import ifcopenshell.util.placement as placement

    if o.filling is None or not o.filling.entity.is_a("IfcDoor"):
        return []
    t = element.get_type(o.filling.entity)
    op = (o.filling.entity.OperationType or (t.OperationType if t else None) or "")
    if "SWING" not in op:
        return []
    m = placement.get_local_placement(o.filling.entity.ObjectPlacement)
    ex, ey, org = m[:2, 0], m[:2, 1], m[:2, 3]
    local = (o.filling.verts[:, :2] - org) @ np.array([ex, ey]).T
    x0, x1 = local[:, 0].min(), local[:, 0].max()
    w = x1 - x0
    y = local[:, 1].mean()
    leaves = []
    def sector(hx, r, left):
        arc = Point(hx, y).buffer(r, 16)
        return arc.intersection(box(hx, y, hx + r, y + r) if left else box(hx - r, y, hx, y + r))
    if "DOUBLE_DOOR" in op or op.startswith("DOUBLE_DOOR"):
        leaves += [sector(x0, w / 2, True), sector(x1, w / 2, False)]
    else:
        leaves += [sector(x0, w, True) if op.endswith("LEFT") else sector(x1, w, False)]
    return [affine_transform(p, [ex[0], ey[0], ex[1], ey[1], org[0], org[1]]) for p in leaves]
