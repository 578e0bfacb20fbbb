import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Change, ChangeSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { shownArea } from "../assumptions.ts";

interface Row {
  readonly subject: string;
  readonly ko: string;
  readonly en: string;
  readonly value: (brief: Brief) => string;
}

const rows: readonly Row[] = [
  { subject: "area_m2", ko: "연면적(㎡)", en: "gross floor area (m2)", value: (brief) => shownArea(brief.areaM2) },
  { subject: "storeys", ko: "지상 층수", en: "storeys", value: (brief) => String(brief.storeys) },
  { subject: "basements", ko: "지하 층수", en: "basements", value: (brief) => String(brief.basements) },
  { subject: "use", ko: "용도", en: "use", value: (brief) => brief.use },
  {
    subject: "storey_uses",
    ko: "층별 용도",
    en: "uses by storey",
    value: (brief) => brief.storeyUses.map(({ storey, use }) => `${storey}:${use}`).join(" "),
  },
  {
    subject: "rooms",
    ko: "요청한 실",
    en: "rooms asked for",
    value: (brief) => brief.rooms.map(({ kind, count }) => `${kind} ${count}`).join(", "),
  },
  { subject: "styles", ko: "양식", en: "styles", value: (brief) => brief.styles.join(", ") },
  { subject: "certificates", ko: "인증", en: "certificates", value: (brief) => brief.certificates.join(", ") },
  { subject: "exclusions", ko: "제외", en: "left out", value: (brief) => brief.exclusions.join(", ") },
  { subject: "roof", ko: "지붕", en: "roof", value: (brief) => brief.roof },
  {
    subject: "place",
    ko: "지을 곳",
    en: "place",
    value: (brief) => brief.location?.name || (brief.location?.city ?? ""),
  },
  { subject: "site", ko: "대지(㎡)", en: "plot (m2)", value: plotOf },
  { subject: "permit_date", ko: "허가 신청일", en: "permit date", value: (brief) => brief.permitDate },
  { subject: "seed", ko: "시드", en: "seed", value: (brief) => String(brief.seed) },
];

/** What is different between two briefs, in words a person reads. */
export function changesBetween(before: Brief, after: Brief): Change[] {
  return rows
    .map(({ subject, ko, en, value }) =>
      create(ChangeSchema, { subject, before: value(before), after: value(after), nameKo: ko, nameEn: en }),
    )
    .filter((change) => change.before !== change.after);
}

function plotOf({ site }: Brief): string {
  const points = site?.boundary?.points ?? [];
  const twice = points.reduce((sum, point, index) => {
    const next = points[(index + 1) % points.length] ?? point;
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
  return shownArea(Math.abs(twice) / 2);
}
