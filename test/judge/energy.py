"""Thermal transmittance from the layers in the file, against the table of the energy design standard and against what is stated."""

import ifcopenshell.util.element as element

from building import predefined

LIMITS = {  # wall residential, wall other, roof, floor (heated), window residential, window other
    "중부1": (0.150, 0.170, 0.150, 0.170, 0.9, 1.3), "중부2": (0.170, 0.240, 0.150, 0.200, 1.0, 1.5),
    "남부": (0.220, 0.320, 0.180, 0.250, 1.2, 1.8), "제주": (0.290, 0.410, 0.250, 0.330, 1.6, 2.2)}
LAMBDA = [("PF 단열재", 0.020), ("압출", 0.028), ("비드법", 0.034), ("글라스울", 0.040), ("철근콘크리트", 2.0), ("콘크리트", 1.6), ("석고보드", 0.18), ("외부 마감", 1.0),
          ("회벽", 0.8), ("황토보드", 0.25), ("황토", 0.5), ("기와", 1.0), ("강회", 0.8), ("산자", 0.15), ("개판", 0.15), ("온돌", 1.2), ("원목", 0.17), ("마감", 0.3),
          ("방수", 0.2), ("방습", 0.3), ("미장", 1.2), ("완충재", 0.035), ("목구조", 0.05)]


def transmittance(entity, surface):
    m = element.get_material(entity)
    if m is None:
        return None
    layers = m.ForLayerSet.MaterialLayers if m.is_a("IfcMaterialLayerSetUsage") else m.MaterialLayers if m.is_a("IfcMaterialLayerSet") else None
    if not layers:
        return None
    r = surface
    for l in layers:
        k = next((v for w, v in LAMBDA if w in (l.Material.Name or "")), 0.5)
        r += l.LayerThickness / k
    return 1 / r


def check(sheet, b, brief, uses):
    limits = LIMITS.get(brief["location"]["climate"])
    if not limits:
        sheet.hard("energy.climate", False, brief["location"]["climate"], "a climate region")
        return
    homes = [u == "apartments" for u in uses]  # the table knows apartments and the rest
    bad, lies, n = [], [], 0

    def one(e, pset, limit, surface):
        nonlocal n
        p = element.get_psets(e, psets_only=True).get(pset, {})
        said, real = p.get("ThermalTransmittance"), transmittance(e, surface) if surface else None
        n += 1
        if said is None or (real or said) > limit * 1.005 and (said > limit * 1.001 or (real or 0) > limit * 1.15):
            bad.append((e.is_a(), e.Name, said, real and round(real, 3), limit))
        if said is not None and real is not None and abs(said - real) > 0.15 * real:
            lies.append((e.Name, said, round(real, 3)))

    above = {s.entity.id(): s for s in b.walls}
    for w in above.values():
        p = element.get_psets(w.entity, psets_only=True).get("Pset_WallCommon", {})
        if p.get("IsExternal") and w.hi[2] > 0.5:
            one(w.entity, "Pset_WallCommon", limits[0] if homes[b.storey_of(float(w.lo[2]) + 0.3)] else limits[1], 0.17)
    for o in b.openings:
        if o.is_window:
            one(o.filling.entity, "Pset_WindowCommon", limits[4] if homes[o.storey] else limits[5], None)
    roofs = b.file.by_type("IfcRoof")
    for r in roofs:
        one(r, "Pset_RoofCommon", limits[2], 0.15)
    for slab in b.of("IfcSlab"):
        if predefined(slab.entity) == "BASESLAB":
            one(slab.entity, "Pset_SlabCommon", limits[3], 0.2)
    sheet.hard("energy.transmittance", not bad, bad[:3] or f"{n} parts", f"table of {brief['location']['climate']}", 2, score=1 - len(bad) / max(n, 1))
    sheet.hard("honesty.transmittance", not lies, lies[:3] or "as the layers give", "stated U within 15 % of the layers'", 1, score=1 - len(lies) / max(n, 1))
