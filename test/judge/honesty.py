"""What the file says of itself against what its solids show; then the habits of a good BIM file."""

import math
import re

import ifcopenshell.util.element as element
import numpy as np
from shapely.ops import unary_union

from building import predefined, rectangle
from score import share


def near(a, b, rel=0.01, low=0.011):
    return abs(a - b) <= max(rel * abs(b), low)


def quantities(sheet, b):
    """Stated quantities within 1 % of the solids'."""
    bad, n = [], 0

    def say(e, q, name, want, rel=0.01):
        nonlocal n
        if name in q and want is not None:
            n += 1
            if not near(q[name], want, rel):
                bad.append((e.is_a(), e.Name, name, round(q[name], 3), round(want, 3)))

    for s in b.net.values():
        e = s.entity
        qs = element.get_psets(e, qtos_only=True)
        q = {k: v for d in qs.values() for k, v in d.items()}
        if e.is_a("IfcWall"):
            g = b.whole(s)
            l, w, _ = rectangle(g.plan)
            h = float(g.hi[2] - g.lo[2])
            say(e, q, "Length", l), say(e, q, "Width", w), say(e, q, "Height", h)
            say(e, q, "GrossVolume", g.volume), say(e, q, "NetVolume", s.volume)
            say(e, q, "GrossSideArea", g.volume / w), say(e, q, "NetSideArea", s.volume / w)
            say(e, q, "GrossFootPrintArea", g.plan.area)
        elif e.is_a("IfcSlab") and s.levels(True):
            top = s.levels(True)[-1][1]
            say(e, q, "Width", float(s.hi[2] - s.lo[2])), say(e, q, "NetArea", top.area), say(e, q, "NetVolume", s.volume)
            say(e, q, "Perimeter", sum(p.exterior.length for p in getattr(top, "geoms", [top])))
        elif e.is_a("IfcSpace"):
            f = s.levels(False)[0][1]
            say(e, q, "Height", float(s.hi[2] - s.lo[2])), say(e, q, "NetFloorArea", f.area), say(e, q, "NetVolume", s.volume)
            say(e, q, "GrossPerimeter", f.exterior.length)
        elif e.is_a("IfcDoor") or e.is_a("IfcWindow"):
            l, _, _ = rectangle(s.plan)
            h = float(s.hi[2] - s.lo[2])
            say(e, q, "Width", l, 0.03), say(e, q, "Height", h, 0.03), say(e, q, "Area", l * h, 0.05)
            for attr, want in (("OverallWidth", l), ("OverallHeight", h)):
                say(e, {attr: getattr(e, attr) or 0}, attr, want, 0.03)
        elif e.is_a("IfcStairFlight") or e.is_a("IfcColumn") or e.is_a("IfcFooting"):
            say(e, q, "NetVolume", s.volume), say(e, q, "GrossVolume", s.volume)
    for st in b.storeys:
        q = element.get_psets(st.entity, qtos_only=True).get("Qto_BuildingStoreyBaseQuantities", {})
        say(st.entity, q, "GrossFloorArea", st.gfa), say(st.entity, q, "NetFloorArea", sum(s.floor.area for s in st.spaces))
        n += 1
    bu = b.file.by_type("IfcBuilding")[0]
    q = element.get_psets(bu, qtos_only=True).get("Qto_BuildingBaseQuantities", {})
    say(bu, q, "GrossFloorArea", sum(s.gfa for s in b.storeys))
    site = b.file.by_type("IfcSite")[0]
    q = element.get_psets(site, qtos_only=True).get("Qto_SiteBaseQuantities", {})
    say(site, q, "GrossArea", b.site.area)
    required = [("IfcWall", "Qto_WallBaseQuantities"), ("IfcSpace", "Qto_SpaceBaseQuantities"), ("IfcSlab", "Qto_SlabBaseQuantities"),
                ("IfcDoor", "Qto_DoorBaseQuantities"), ("IfcWindow", "Qto_WindowBaseQuantities")]
    for cls, name in required:
        for e in b.file.by_type(cls):
            if name not in element.get_psets(e, qtos_only=True):
                bad.append((cls, e.Name, name, "missing", ""))
    sheet.hard("honesty.quantities", not bad, bad[:4] or f"{n} true", "within 1 %", 3, score=1 - len(bad) / max(n, 1) * 5)


def external(sheet, b):
    """Pset IsExternal against where walls, doors and windows stand."""
    bad, n = [], 0
    for i, st in enumerate(b.storeys):
        edge = st.net_outline.boundary.buffer(0.03)
        for w in b.walls_at(i):
            p = element.get_psets(w.entity, psets_only=True).get("Pset_WallCommon", {})
            touches = b.whole(w).plan.intersection(edge).area / 0.03 > 0.6 * rectangle(b.whole(w).plan)[0]
            n += 1
            if bool(p.get("IsExternal")) != bool(touches):
                bad.append((w.entity.Name, p.get("IsExternal"), touches))
    for o in b.openings:
        if o.filling is None:
            continue
        p = next((v for k, v in element.get_psets(o.filling.entity, psets_only=True).items() if k.startswith("Pset_") and k.endswith("Common")), {})
        n += 1
        if bool(p.get("IsExternal")) != ("out" in o.sides):
            bad.append((o.filling.entity.Name, p.get("IsExternal")))
    sheet.hard("honesty.external", not bad, bad[:4] or f"{n} true", "as the solids stand", 1, score=1 - len(bad) / max(1, n) * 5)


TYPES = {"IsExternal": "IfcBoolean", "LoadBearing": "IfcBoolean", "ThermalTransmittance": "IfcThermalTransmittanceMeasure", "FireRating": "IfcLabel",
         "AcousticRating": "IfcLabel", "Reference": "IfcIdentifier", "FireExit": "IfcBoolean", "HandicapAccessible": "IfcBoolean", "PubliclyAccessible": "IfcBoolean",
         "NumberOfStoreys": "IfcCountMeasure", "NumberOfRiser": "IfcCountMeasure", "NumberOfTreads": "IfcCountMeasure", "RiserHeight": "IfcPositiveLengthMeasure",
         "TreadLength": "IfcPositiveLengthMeasure", "GlazingAreaFraction": "IfcPositiveRatioMeasure", "OccupancyType": "IfcLabel", "PitchAngle": "IfcPlaneAngleMeasure",
         "EntranceLevel": "IfcBoolean", "AboveGround": "IfcLogical", "GrossPlannedArea": "IfcAreaMeasure", "NetPlannedArea": "IfcAreaMeasure", "TotalArea": "IfcAreaMeasure"}
COMMON = {"IfcWall": "Pset_WallCommon", "IfcDoor": "Pset_DoorCommon", "IfcWindow": "Pset_WindowCommon", "IfcSlab": "Pset_SlabCommon", "IfcRoof": "Pset_RoofCommon",
          "IfcSpace": "Pset_SpaceCommon", "IfcBuilding": "Pset_BuildingCommon", "IfcBuildingStorey": "Pset_BuildingStoreyCommon", "IfcStair": "Pset_StairCommon",
          "IfcStairFlight": "Pset_StairFlightCommon", "IfcColumn": "Pset_ColumnCommon", "IfcRailing": "Pset_RailingCommon"}


def data(sheet, b):
    f = b.file
    bad = []
    for p in f.by_type("IfcPropertySingleValue"):
        want = TYPES.get(p.Name)
        if want and p.NominalValue is not None and p.NominalValue.is_a() != want:
            bad.append((p.Name, p.NominalValue.is_a()))
    n = lack = 0
    for cls, name in COMMON.items():
        for e in f.by_type(cls, include_subtypes=False):
            if cls == "IfcSlab" and predefined(e) == "LANDING":
                continue
            n += 1
            if name not in element.get_psets(e, psets_only=True):
                lack += 1
                bad.append((cls, e.Name, name))
    sheet.scored("bim.psets", 1 - len(bad) / max(1, n) * 2, bad[:4] or f"{n} objects", "standard sets, right types", 1)

    bad = []
    for cls in ("IfcWall", "IfcSlab", "IfcRoof", "IfcColumn", "IfcDoor", "IfcWindow", "IfcStairFlight", "IfcFooting", "IfcRailing"):
        for e in f.by_type(cls, include_subtypes=False):
            parts = [r for rel in e.IsDecomposedBy for r in rel.RelatedObjects]
            if element.get_material(e) is None and not (parts and all(element.get_material(p) for p in parts)):
                bad.append((cls, e.Name))
    n = sum(len(f.by_type(c)) for c in ("IfcWall", "IfcSlab", "IfcRoof", "IfcColumn", "IfcDoor", "IfcWindow"))
    sheet.scored("bim.materials", 1 - len(bad) / max(1, n), bad[:3] or "all", "each built element", 1)
    layers = []
    for e in f.by_type("IfcWall"):
        m = element.get_material(e)
        if m is not None and m.is_a("IfcMaterialLayerSetUsage") and e.id() in b.net:
            t = sum(l.LayerThickness for l in m.ForLayerSet.MaterialLayers)
            if abs(t - rectangle(b.whole(b.net[e.id()]).plan)[1]) > 1.5e-3:
                layers.append((e.Name, round(t, 4)))
    sheet.scored("bim.layers", 1 - len(layers) / max(1, len(f.by_type("IfcWall"))), layers[:3] or "true", "layers as thick as the wall", 1)

    guids = [e.GlobalId for e in f.by_type("IfcRoot")]
    ok = len(set(guids)) == len(guids) and all(re.fullmatch(r"[0-3][0-9A-Za-z_$]{21}", g) for g in guids)
    owners = f.by_type("IfcOwnerHistory")
    roots = f.by_type("IfcRoot")
    ok_owner = not owners or all(r.OwnerHistory is not None for r in roots)
    sheet.scored("bim.identity", 0.5 * ok + 0.5 * ok_owner, f"{len(guids)} GlobalIds, {len(owners)} owner histories", "unique; owner history on all or none", 1)
    units = {u.UnitType: u for u in f.by_type("IfcProject")[0].UnitsInContext.Units if u.is_a("IfcSIUnit")}
    ok = all(k in units and units[k].Prefix is None for k in ("LENGTHUNIT", "AREAUNIT", "VOLUMEUNIT")) and "PLANEANGLEUNIT" in units
    sheet.scored("bim.units", float(ok), sorted(units), "metre, m2, m3, angle", 0.5)
    sheet.scored("bim.georeference", *georeference(f), "projected coordinates agree with latitude and longitude", 1)
    cls = [r for r in f.by_type("IfcRelAssociatesClassification") if r.RelatingClassification.is_a("IfcClassificationReference")
           and r.RelatingClassification.ReferencedSource is not None]
    kinds = {o.is_a() for r in cls for o in r.RelatedObjects}
    want = {"IfcBuilding", "IfcSpace", "IfcWall", "IfcDoor", "IfcWindow", "IfcSlab"} & {e.is_a() for e in f.by_type("IfcObject")}
    sheet.scored("bim.classification", share(len(kinds & want), len(want)), sorted(kinds), str(sorted(want)), 1)
    named = [e for c in ("IfcProject", "IfcBuilding", "IfcSpace", "IfcElement", "IfcZone", "IfcElementType") for e in f.by_type(c)]
    def korean(e):
        return any(re.search("[가-힣]", t or "") for t in (e.Name, getattr(e, "LongName", None)))
    bad = [(e.is_a(), e.Name) for e in named if not korean(e)]
    sheet.scored("bim.korean", 1 - len(bad) / max(1, len(named)), sorted(set(bad))[:6] or "all", "names a Korean reads", 1)
    wrong = [e for e in f.by_type("IfcFurniture") + f.by_type("IfcBuildingElementProxy")
             if re.search(r"lift|elevator|승강기|엘리베이터|urinal|소변기|washer|세탁기|fridge|냉장고", f"{e.Name} {e.ObjectType} {getattr(element.get_type(e), 'ElementType', '')}")]
    sheet.scored("bim.classes", 1 - min(1, len(wrong) / 4), sorted({e.Name for e in wrong}) or "fit", "lifts, appliances and terminals in classes of their own", 1)
    typed = [e for c in ("IfcWall", "IfcDoor", "IfcWindow", "IfcFurniture", "IfcSpace", "IfcColumn", "IfcSlab") for e in f.by_type(c)]
    lack = [e for e in typed if element.get_type(e) is None and getattr(e, "PredefinedType", None) is None]
    sheet.scored("bim.types", 1 - len(lack) / max(1, len(typed)), sorted({e.is_a() for e in lack}) or "all", "a type each", 0.5)
    serves = {r.RelatedElements[k].id() for r in f.by_type("IfcRelReferencedInSpatialStructure") for k in range(len(r.RelatedElements))}
    empty = [g.Name for g in f.by_type("IfcGroup") if not any(r.RelatedObjects for r in g.IsGroupedBy) and g.id() not in serves]
    sheet.scored("bim.systems", 1 - len(empty) / max(1, len(f.by_type("IfcGroup"))), empty[:4] or "all", "groups and systems with members or a building they serve", 0.5)


def georeference(f):
    conv, crs, site = f.by_type("IfcMapConversion"), f.by_type("IfcProjectedCRS"), f.by_type("IfcSite")
    if not conv or not crs or not re.fullmatch(r"EPSG:\d+", crs[0].Name or ""):
        return 0.0, "no map conversion"
    if not site or not site[0].RefLatitude or not site[0].RefLongitude:
        return 0.5, "no latitude and longitude"
    deg = lambda t: sum(v / k for v, k in zip(t, (1, 60, 3600, 3600e6)))
    lat, lon = deg(site[0].RefLatitude), deg(site[0].RefLongitude)
    origin = {"EPSG:5185": 125.0, "EPSG:5186": 127.0, "EPSG:5187": 129.0, "EPSG:5188": 131.0}.get(crs[0].Name)
    if origin is None:
        return 0.5, crs[0].Name
    e, n = transverse_mercator(lat, lon, 38.0, origin)
    c = conv[0]
    off = math.hypot(c.Eastings - e, c.Northings - n)
    return (1.0 if off < 150 else 0.3), f"{crs[0].Name}, {off:.0f} m off {lat:.4f} {lon:.4f}"


def transverse_mercator(lat, lon, lat0, lon0, fe=200000.0, fn=600000.0, a=6378137.0, inv_f=298.257222101):
    """Easting and northing on the Korean belts (GRS80, scale 1), Snyder's series."""
    e2 = 2 / inv_f - 1 / inv_f**2
    ep = e2 / (1 - e2)
    p, l = math.radians(lat), math.radians(lon - lon0)
    m = lambda x: a * ((1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * x - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * math.sin(2 * x)
                       + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * math.sin(4 * x) - 35 * e2**3 / 3072 * math.sin(6 * x))
    nu = a / math.sqrt(1 - e2 * math.sin(p) ** 2)
    t, c, q = math.tan(p) ** 2, ep * math.cos(p) ** 2, l * math.cos(p)
    east = fe + nu * (q + (1 - t + c) * q**3 / 6 + (5 - 18 * t + t * t + 72 * c - 58 * ep) * q**5 / 120)
    north = fn + m(p) - m(math.radians(lat0)) + nu * math.tan(p) * (q * q / 2 + (5 - t + 9 * c + 4 * c * c) * q**4 / 24 + (61 - 58 * t + t * t + 600 * c - 330 * ep) * q**6 / 720)
    return east, north


def boundaries(sheet, b):
    """Space boundaries against the walls, doors and windows that truly touch each space."""
    said = {}
    for r in b.file.by_type("IfcRelSpaceBoundary"):
        if r.RelatedBuildingElement is not None:
            said.setdefault(r.RelatingSpace.id(), set()).add(r.RelatedBuildingElement.id())
    lack, false, n = [], [], 0
    for i, st in enumerate(b.storeys):
        for s in st.spaces:
            have = said.get(s.entity.id(), set())
            near_ = s.floor.buffer(0.03)
            truth = set()
            for w in b.walls_at(i):
                if b.whole(w).plan.intersection(near_).area / 0.03 > 0.1:
                    truth.add(w.entity.id())
            for o in b.openings:
                if o.storey == i and o.filling is not None and any(x is s for x in o.sides):
                    truth.add(o.filling.entity.id())
            n += len(truth)
            lack += [(s.name, b.file.by_id(x).Name) for x in truth - have]
            walls_doors = {x for x in have if b.file.by_id(x).is_a() in ("IfcWall", "IfcDoor", "IfcWindow")}
            for x in walls_doors - truth:
                near2 = x in b.net and b.whole(b.net[x]).plan.distance(s.floor) < 0.3
                if not near2:
                    false.append((s.name, b.file.by_id(x).Name))
    sheet.scored("bim.boundaries", 1 - (len(lack) + len(false)) / max(1, n) * 2, (lack[:2], false[:2]) if lack or false else f"{n} true", "each wall, door and window of each space", 1)


__all__ = ["quantities", "external", "data", "boundaries", "np", "unary_union"]
