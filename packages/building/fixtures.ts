import { create } from "@bufbuild/protobuf";
import { AreaKind, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";

/** A rectangular plot with its south-west corner at the origin and the road in the south, sizes in metres. */
export function rectangularSite(width: number, depth: number, roadWidth = 8): NonNullable<Brief["site"]> {
  return create(BriefSchema, {
    site: {
      boundary: {
        points: [
          { x: 0, y: 0 },
          { x: width, y: 0 },
          { x: width, y: depth },
          { x: 0, y: depth },
        ],
      },
      roadWidth,
      roadSide: "S",
    },
  }).site!;
}

/** "강남에 50평 모던 카페를 설계해줘", understood: one storey of 165.29 m2 on a plot of 18 x 20 m. */
export function cafeBrief(): Brief {
  return create(BriefSchema, {
    text: "강남에 50평 모던 카페를 설계해줘",
    areaM2: 50 * (400 / 121),
    areaKind: AreaKind.GROSS_FLOOR,
    areaGiven: 50,
    areaUnit: "평",
    storeys: 1,
    use: "cafe",
    styles: ["modern"],
    location: {
      name: "강남",
      city: "서울",
      zone: "제2종일반주거지역",
      climate: "중부2",
      latitude: 37.498,
      longitude: 127.028,
    },
    site: rectangularSite(18, 20, 8),
    permitDate: "2026-11-22",
    seed: 1n,
    title: "강남 모던 카페",
  });
}

/** "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘", understood: shops on 1F, homes above, G-SEED. */
export function mixedBrief(): Brief {
  return create(BriefSchema, {
    text: "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘",
    areaM2: 540,
    areaKind: AreaKind.GROSS_FLOOR,
    storeys: 3,
    use: "mixed",
    storeyUses: [
      { storey: 1, use: "shop" },
      { storey: 2, use: "house" },
      { storey: 3, use: "house" },
    ],
    certificates: ["G-SEED"],
    location: {
      name: "",
      city: "서울",
      zone: "제2종일반주거지역",
      climate: "중부2",
      latitude: 37.566,
      longitude: 126.978,
    },
    site: rectangularSite(25, 24, 8),
    permitDate: "2026-11-22",
    seed: 1n,
    title: "상업·주거 복합건물",
  });
}

/** "전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서", understood: 180 m2, four guest rooms. */
export function hanokBrief(): Brief {
  return create(BriefSchema, {
    text: "전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서",
    areaM2: 180,
    areaKind: AreaKind.GROSS_FLOOR,
    storeys: 1,
    use: "guesthouse",
    rooms: [{ kind: "guestroom", count: 4 }],
    styles: ["hanok"],
    modernAmenities: true,
    location: {
      name: "북촌",
      city: "서울",
      zone: "제1종일반주거지역",
      climate: "중부2",
      latitude: 37.582,
      longitude: 126.983,
    },
    site: rectangularSite(22, 26, 6),
    permitDate: "2026-11-22",
    seed: 1n,
    title: "북촌 한옥 게스트하우스",
  });
}
