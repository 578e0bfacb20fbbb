import type { MessageInitShape } from "@bufbuild/protobuf";
import type { CertificateSchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type GseedCase, gseedFields } from "./gseed-items.ts";

/** Levels of the green building certificate (녹색건축 인증기준), best first: least points of homes and of others. */
export const gseedLevels = [
  { name: "최우수", residential: 74, other: 80 },
  { name: "우수", residential: 66, other: 70 },
  { name: "우량", residential: 58, other: 60 },
  { name: "일반", residential: 50, other: 50 },
] as const;

/** Level of a number of points; empty below the lowest. */
export function gseedLevel(points: number, residential: boolean): string {
  const row = gseedLevels.find((level) => points >= (residential ? level.residential : level.other));
  return row?.name ?? "";
}

/** Green building pre-assessment: each field counts by its weight, as the share of its points that is reached. */
export function assessGseed(look: GseedCase): MessageInitShape<typeof CertificateSchema> {
  const key = look.residential ? "residential" : "other";
  const whole = gseedFields.reduce((sum, field) => sum + field.weight[key], 0);
  let points = 0;
  const items = gseedFields.flatMap((field) => {
    const rows = field.items.map((item) => ({ item, reached: item.points(look) }));
    const best = rows.reduce((sum, { item }) => sum + item.best, 0);
    const reached = rows.reduce((sum, row) => sum + row.reached, 0);
    points += (reached / best) * field.weight[key];
    return rows.map((row) => ({
      title: `${field.name} · ${row.item.title}`,
      reached: row.reached,
      best: row.item.best,
      note: row.item.note(look),
    }));
  });
  const total = Math.round((points / whole) * 1000) / 10;
  return { name: "G-SEED", level: gseedLevel(total, look.residential), reached: total, items };
}
