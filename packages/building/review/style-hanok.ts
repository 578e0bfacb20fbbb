import { type Judged, scoreAtLeast, shareOf } from "./judged.ts";
import { sleepingKinds } from "./kinds.ts";
import type { Measured } from "./measure.ts";
import { isOpenAir, sidesOf } from "./places.ts";
import { eavesOf, pitchOf } from "./roof-shape.ts";
import { metres } from "../law/figures.ts";

/** What makes a hanok: roof, posts, daecheong, raised floor, ondol, and modern amenities if asked for. */
export function hanokChecks(measured: Measured): Judged[] {
  return [
    roofCheck(measured),
    eavesCheck(measured),
    postCheck(measured),
    daecheongCheck(measured),
    floorCheck(measured),
    ondolCheck(measured),
    ...amenityCheck(measured),
  ];
}

const style = (one: Omit<Judged, "weight">): Judged => ({ weight: 1.5, ...one });

function roofCheck({ read }: Measured): Judged {
  const least = Math.min(90, ...read.roofs.map(pitchOf));
  const pitch = read.roofs.length === 0 ? 0 : least;
  return style({
    id: "style.hanok.roof",
    ko: "한옥 경사지붕",
    en: "hanok: pitched roof",
    score: scoreAtLeast(pitch, 20),
    passed: pitch >= 20 - 1e-6,
    measured: `${pitch.toFixed(1)}°`,
    demanded: "20° 이상",
    fix: "지붕 물매를 20° 이상으로 하십시오.",
  });
}

function eavesCheck(measured: Measured): Judged {
  const eaves = eavesOf(measured);
  return style({
    id: "style.hanok.eaves",
    ko: "한옥 처마",
    en: "hanok: eaves",
    score: scoreAtLeast(eaves, 0.9),
    passed: eaves >= 0.9 - 1e-3,
    measured: metres(eaves),
    demanded: "0.90 m 이상",
    fix: "처마를 외벽에서 0.9 m 이상 내미십시오.",
  });
}

/** A bay of a hanok, metres. */
const bay = { least: 2.4, most: 3.0 } as const;

function postCheck({ storeys }: Measured): Judged {
  const posts = storeys.flatMap(({ read }) =>
    read.columns.filter((column) => column.materials.some((name) => /목|timber|wood/i.test(name))),
  );
  const spots = posts.map((post) => post.frame.origin);
  const fit = spots.filter(([x, y]) =>
    spots.some(([ox, oy]) => {
      const apart = Math.hypot(ox - x, oy - y);
      const aligned = Math.abs(ox - x) < 0.05 || Math.abs(oy - y) < 0.05;
      return aligned && apart >= bay.least - 0.01 && apart <= bay.most + 0.01;
    }),
  );
  const share = posts.length < 4 ? 0 : shareOf(fit.length, posts.length);
  return style({
    id: "style.hanok.posts",
    ko: "한옥 목기둥",
    en: "hanok: timber posts on a bay grid",
    score: share >= 0.8 ? 1 : share / 0.8,
    passed: share >= 0.8,
    measured: `목기둥 ${posts.length}개, 칸 ${bay.least}–${bay.most} m ${(share * 100).toFixed(0)} %`,
    demanded: "4개 이상, 80 % 이상",
    fix: "목기둥을 2.4–3.0 m 칸에 맞추어 세우십시오.",
  });
}

function daecheongCheck({ storeys }: Measured): Judged {
  const halls = storeys.flatMap(({ read }) =>
    read.spaces.filter((space) => space.kind === "daecheong" || /대청/.test(space.longName)),
  );
  const open = storeys.some((storey) =>
    storey.openings.some((opening) => {
      if (opening.filling?.type === "IFCWINDOW") return false;
      const sides = sidesOf(storey, opening);
      const hall = sides.some((side) => side.kind === "space" && halls.includes(side.space));
      return hall && sides.some(isOpenAir);
    }),
  );
  return style({
    id: "style.hanok.daecheong",
    ko: "마당으로 열린 대청",
    en: "hanok: daecheong open to the yard",
    score: halls.length === 0 ? 0 : open ? 1 : 0.5,
    passed: halls.length > 0 && open,
    measured: halls.length === 0 ? "대청 없음" : open ? "마당으로 열림" : "마당으로 난 문 없음",
    demanded: "대청과 마당 쪽 문",
    fix: "대청을 두고 마당으로 문을 내십시오.",
  });
}

function floorCheck({ storeys }: Measured): Judged {
  const height = storeys.find((storey) => storey.number === 1)?.read.elevation ?? 0;
  return style({
    id: "style.hanok.floor",
    ko: "들어 올린 바닥",
    en: "hanok: raised floor",
    score: scoreAtLeast(height, 0.45),
    passed: height >= 0.45 - 1e-3,
    measured: metres(height),
    demanded: "0.45 m 이상",
    fix: "바닥을 지면에서 0.45 m 이상 올리십시오.",
  });
}

function ondolCheck({ read, storeys }: Measured): Judged {
  const rooms = storeys.flatMap(({ read: storey }) => storey.spaces.filter((space) => sleepingKinds.has(space.kind)));
  const covered = storeys.some(({ read: storey }) =>
    storey.coverings.some((covering) => /온돌/.test(covering.name + covering.typeName)),
  );
  const heated = read.systems.some((name) => /ondol|온돌|floor_heating|바닥난방/.test(name));
  const ok = rooms.length > 0 && (covered || heated);
  return style({
    id: "style.hanok.ondol",
    ko: "온돌방",
    en: "hanok: ondol rooms",
    score: ok ? 1 : 0,
    passed: ok,
    measured: `방 ${rooms.length}개, 온돌 ${covered || heated ? "있음" : "없음"}`,
    demanded: "온돌이 있는 방",
    fix: "방에 온돌(바닥난방)을 두십시오.",
  });
}

const amenities: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "히트펌프", pattern: /heat_pump|히트펌프/ },
  { name: "와이파이", pattern: /wifi|무선/ },
  { name: "CCTV", pattern: /cctv|영상/ },
];

function amenityCheck({ brief, read, storeys }: Measured): Judged[] {
  if (!brief.modernAmenities) return [];
  const kitchen = storeys.some(({ read: storey }) =>
    storey.spaces.some((space) => ["kitchen", "dining"].includes(space.kind)),
  );
  const missing = amenities
    .filter((one) => !read.systems.some((name) => one.pattern.test(name)))
    .map((one) => one.name);
  if (!kitchen) missing.push("주방");
  return [
    style({
      id: "style.hanok.amenities",
      ko: "현대 편의시설",
      en: "modern amenities",
      score: shareOf(amenities.length + 1 - missing.length, amenities.length + 1),
      passed: missing.length === 0,
      measured: missing.length === 0 ? "모두" : `빠짐: ${missing.join(", ")}`,
      demanded: "히트펌프, 와이파이, CCTV, 주방",
      fix: `현대 편의시설을 더하십시오: ${missing.join(", ")}.`,
    }),
  ];
}
