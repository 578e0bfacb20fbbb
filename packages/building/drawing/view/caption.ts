import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { roofName, structureName } from "../building-words.ts";
import type { Camera } from "./camera.ts";
import { grouped } from "../../law/figures.ts";

const squareMetresPerPyeong = 400 / 121;

/** Text as it may stand in XML. */
export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The line of facts under the title. */
export function factsOf(plan: Plan): string {
  const above = plan.storeys.filter(({ number }) => number > 0).length;
  const below = plan.storeys.length - above;
  const gross = plan.grossFloorArea;
  return [
    `${below > 0 ? `지하 ${below}층 · ` : ""}지상 ${above}층`,
    `연면적 ${grouped(gross, 2)}㎡ (${(gross / squareMetresPerPyeong).toFixed(1)}평)`,
    `건축면적 ${grouped(plan.footprint, 2)}㎡`,
    structureName(plan),
    roofName(plan),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Title, facts and north arrow. */
export function captionMarkup(plan: Plan, camera: Camera, width: number, height: number): string {
  return [
    `<text x="40" y="${height - 62}" font-size="30" font-weight="700" fill="#2c2a28">${escapeXml(plan.title)}</text>`,
    `<text x="40" y="${height - 32}" font-size="16" fill="#6a655e">${escapeXml(factsOf(plan))}</text>`,
    northArrow(camera, width - 84, 84),
  ].join("\n");
}

/** An arrow on the ground that points north, seen as the camera sees it. */
function northArrow(camera: Camera, x: number, y: number): string {
  const size = 44;
  const at = (east: number, north: number) => {
    const point = camera.project([east * size, north * size, 0]);
    return `${(x + point.x).toFixed(1)} ${(y + point.y).toFixed(1)}`;
  };
  const ring = Array.from({ length: 36 }, (_, i) => {
    const angle = (i * Math.PI) / 18;
    return at(0.8 * Math.cos(angle), 0.8 * Math.sin(angle));
  });
  const letter = camera.project([0, 1.25 * size, 0]);
  return [
    `<path d="M${ring.join("L")}Z" fill="none" stroke="#8a847b" stroke-width="1.2"/>`,
    `<path d="M${at(0, 0.95)}L${at(-0.28, -0.5)}L${at(0, -0.28)}Z" fill="#2c2a28"/>`,
    `<path d="M${at(0, 0.95)}L${at(0.28, -0.5)}L${at(0, -0.28)}Z" fill="#fff" stroke="#2c2a28" stroke-width=".8"/>`,
    `<text x="${(x + letter.x).toFixed(1)}" y="${(y + letter.y).toFixed(1)}" font-size="17" font-weight="700" fill="#2c2a28" text-anchor="middle" dominant-baseline="central">N</text>`,
  ].join("");
}
