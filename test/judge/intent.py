"""The brief against the sentence, and the building against the brief."""

from rooms import WET
from score import share

EQUIPMENT = {"bedroom": {"bed", "bedding", "침대", "이부자리"}, "guestroom": {"bed", "bedding", "침대", "이부자리"}, "kitchen": {"주방", "kitchen", "조리", "sink"},
             "bath": {"대변기"}, "wc": {"대변기"}, "wc_accessible": {"대변기"}, "classroom": {"책상", "table", "테이블", "의자"}}


# What a building of a use can't be without: one of each set.
# open ground that answers to a word, m2; what hangs on the building must be built
OUTDOOR = {"yard": 20, "garden": 20, "terrace": 8, "balcony": 1e9, "roof_terrace": 1e9}
NEEDS = {"cafe": [{"hall"}, {"kitchen"}], "restaurant": [{"hall"}, {"kitchen"}], "house": [{"bedroom", "ondol", "guestroom"}, {"kitchen", "dining"}, {"bath"}],
         "apartments": [{"bedroom", "ondol"}, {"kitchen", "dining"}, {"bath"}], "guesthouse": [{"guestroom", "ondol"}, {"bath", "wc"}], "office": [{"office"}],
         "clinic": [{"exam"}, {"reception"}], "gallery": [{"exhibition"}], "school": [{"classroom"}], "kindergarten": [{"classroom"}], "academy": [{"classroom"}]}


def brief(sheet, brief_, expect):
    bad = []
    if "gfa" in expect and abs(brief_["area_m2"] - expect["gfa"]) > 0.01 * expect["gfa"]:
        bad.append(("area", brief_["area_m2"], expect["gfa"]))
    for k in ("use", "storeys", "basements", "roof"):
        if k in expect and brief_.get(k) != expect[k]:
            bad.append((k, brief_.get(k), expect[k]))
    for s in expect.get("styles", []):
        if s not in brief_["styles"]:
            bad.append(("style", s))
    for kind, n in expect.get("rooms", {}).items():
        got = sum(r["count"] for r in brief_["rooms"] if r["kind"] == kind)
        if got != n:
            bad.append(("rooms", kind, got, n))
    for x in expect.get("without", []):
        if x not in brief_["exclusions"]:
            bad.append(("without", x))
    sheet.hard("brief.sentence", not bad, bad or "as said", "what the sentence says", 2)
    guesses = {a["subject"] for a in brief_["assumed"]}
    silent = [k for k, said in (("storeys", "storeys" in expect), ("area", "gfa" in expect)) if not said and not any(k in g for g in guesses)]
    sheet.scored("brief.assumed", float(not silent), silent or "all defaults named", "what nobody said is in `assumed`", 1)


def area(sheet, b, brief_):
    gfa = sum(s.gfa for s in b.storeys)
    want = brief_["area_m2"]
    sheet.hard("brief.area", abs(gfa - want) <= 0.02 * want, f"{gfa:.2f}", f"{want:.2f} +-2 %", 3)
    return gfa


def outdoor(sheet, b, brief_, kinds):
    """What was asked for in the open air: a space of its own, a yard that the building embraces, or open ground on the plot."""
    asked = [r["kind"] for r in brief_["rooms"] if r["kind"] in OUTDOOR]
    if not asked:
        return
    o = b.storeys[b.ground].outline
    bays = sum("PARKING" in f"{g.ObjectType} {g.PredefinedType}".upper() for g in b.file.by_type("IfcGeographicElement"))
    open_ = (b.site.area if b.site is not None else 0) - o.area - 12.5 * bays
    missing = [k for k in asked if not kinds.get(k) and not (k == "yard" and o.convex_hull.area - o.area > 10) and open_ < OUTDOOR[k]]
    sheet.scored("brief.outdoor", share(len(asked) - len(missing), len(asked)), missing or asked, "yards and terraces asked for", 1)


def programme(sheet, b, brief_, uses):
    bad = []
    kinds = {}
    for s in b.spaces:
        kinds[s.kind] = kinds.get(s.kind, 0) + 1
    beds = any((t.Name or "") in ("침대", "이부자리") for t in b.file.by_type("IfcFurniture"))
    for use in set(uses):
        for need in NEEDS.get(use, []):
            studio = "bedroom" in need and beds
            if not studio and not any(kinds.get(k) for k in need):
                bad.append((use, "has no", sorted(need)[0]))
    for r in brief_["rooms"]:
        got = kinds.get(r["kind"], 0)
        if r["kind"] == "wc":
            got += kinds.get("wc_accessible", 0) + kinds.get("bath", 0)  # 화장실 of a home has a bath
        if r["kind"] == "parking":
            got = r["count"] if any("PARKING" in f"{g.ObjectType}".upper() for g in b.file.by_type("IfcGeographicElement")) else 0
        if r["kind"] in OUTDOOR:
            continue
        if r["kind"] == "bath" or r["kind"] == "toilet":
            got = kinds.get("bath", 0) + kinds.get("wc", 0)
        if r["kind"] == "bedroom":
            got += kinds.get("ondol", 0)
        if got < r["count"]:
            bad.append((r["kind"], got, r["count"]))
        if r.get("area_m2"):
            near = [s.floor.area for s in b.spaces if s.kind == r["kind"] and abs(s.floor.area - r["area_m2"]) < 0.15 * r["area_m2"]]
            if len(near) < r["count"]:
                bad.append((r["kind"], "area", r["area_m2"]))
    outdoor(sheet, b, brief_, kinds)
    ex = set(brief_["exclusions"])
    bays = [g for g in b.file.by_type("IfcGeographicElement") + b.file.by_type("IfcSpace") if "PARKING" in f"{g.ObjectType} {g.PredefinedType}".upper()]
    lifts = kinds.get("lift", 0) + len(b.file.by_type("IfcTransportElement"))
    for x, there in (("parking", bool(bays)), ("basement", b.ground > 0), ("lift", lifts > 0), ("elevator", lifts > 0), ("kitchen", "kitchen" in kinds)):
        if x in ex and there:
            bad.append(("without", x))
    sheet.hard("brief.rooms", not bad, bad or kinds, "rooms asked for, nothing excluded", 2)
    things = [s for s in b.net.values() if s.entity.is_a("IfcFurniture") or s.entity.is_a("IfcSanitaryTerminal") or s.entity.is_a("IfcElectricAppliance")]
    bare, n = [], 0
    for s in b.spaces:
        words = EQUIPMENT.get(s.kind)
        if not words:
            continue
        n += 1
        z = b.storeys[s.storey].z
        here = [t for t in things if abs(t.lo[2] - z) < 1.5 and s.floor.buffer(0.05).contains(t.plan.representative_point())]
        if not any(w in (t.entity.Name or "") + (t.entity.ObjectType or "") for t in here for w in words):
            bare.append(s.name)
    sheet.scored("rooms.equipped", share(n - len(bare), n), bare[:4] or f"{n} rooms", "beds, sanitary ware, kitchens where the name says so", 1)
    need_wc = sum(s.floor.area for s in b.spaces) > 40
    sheet.scored("rooms.toilet", float(not need_wc or any(s.kind in WET for s in b.spaces)), len([s for s in b.spaces if s.kind in WET]), "a toilet", 1)
