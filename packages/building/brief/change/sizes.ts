import type { AreaMention } from "../area-mention.ts";
import { findAreas } from "../areas.ts";
import { assume } from "../assumptions.ts";
import { findNumbers, type NumberToken } from "../numerals.ts";
import { contradiction, type Problem } from "../problem.ts";
import { after, before as textBefore } from "../text.ts";
import { type Before, larger, less, more, said, type Said, smaller, unclear } from "./wanted.ts";

/** How much "더 넓게" without a figure means: a fifth, enough to be seen and little enough for the same plot. */
const step = 0.2;

const storeyLead =
  /(?:([1-6일이삼사오육])층|(?:(first|ground|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th) (?:floor|storey)))/;
const storeyNames = ["일1first1stground", "이2second2nd", "삼3third3rd", "사4fourth4th", "오5fifth5th", "육6sixth6th"];

/** Reads "더 넓게", "10평 더", "60평으로", "20% 작게", "두 배로", "2층을 더 넓게". */
export function readSize(clause: string, before: Before): Said | undefined {
  const { brief } = before;
  const numbers = findNumbers(clause);
  const storey = storeyOf(clause);
  const area = findAreas(clause, numbers)[0];
  const asked = area === undefined ? undefined : withFigure(clause, area, storey !== undefined, before);
  const size = asked ?? withShare(clause, numbers, brief.areaM2);
  if (size === undefined) return undefined;
  if (storey !== undefined && storey > brief.storeys) {
    return unclear(
      `앞선 설계는 지상 ${brief.storeys}층이라 ${storey}층이 없습니다.`,
      `The earlier design has ${brief.storeys} storeys; there is no storey ${storey}.`,
      { storey: String(storey), storeys: String(brief.storeys) },
    );
  }
  if (!size.ok || storey === undefined || brief.storeys + brief.basements === 1) return size;
  const note = assume(
    "area_m2",
    (size.wanted.areaM2 ?? 0).toFixed(2),
    `모든 층이 같은 외곽을 쓰므로 ${storey}층과 함께 다른 층도 같은 비율로 바꾸었습니다.`,
    `All storeys share one outline: the others change with storey ${storey}.`,
  );
  return said({ ...size.wanted, notes: [...(size.wanted.notes ?? []), note] });
}

function storeyOf(clause: string): number | undefined {
  const match = storeyLead.exec(clause);
  if (match === null) return undefined;
  const name = match[1] ?? match[2] ?? "";
  const index = storeyNames.findIndex((names) => names.includes(name));
  return index < 0 ? undefined : index + 1;
}

/** A figure of area: more, less, or what it shall be. */
function withFigure(clause: string, area: AreaMention, ofStorey: boolean, { brief }: Before): Said {
  if (area.subject === "site") {
    return unclear(
      "대지는 이어받습니다. 다른 대지는 새 설계로 시작해 주세요.",
      "The plot stays; start a new design for another one.",
    );
  }
  const rest = after(clause, area.end);
  const levels = brief.storeys + brief.basements;
  const each = area.subject === "per_storey" || ofStorey ? levels : 1;
  const absolute =
    /^ ?(?:짜리|정도|규모)?(?:으?로|까지)/.test(rest) || /(?:make it|to) $/.test(textBefore(clause, area.start));
  const down = !absolute && (smaller.test(rest) || less.test(rest));
  const up =
    !absolute &&
    !down &&
    (larger.test(rest) || more.test(rest) || /(?:add|another|extra) $/.test(textBefore(clause, area.start)));
  const m2 = area.squareMetres * each;
  if (up) return said({ areaM2: brief.areaM2 + m2 });
  if (down) return said({ areaM2: brief.areaM2 - m2 });
  return said({ areaM2: m2, ...(each === 1 ? { areaGiven: { given: area.given, unit: area.unit } } : {}) });
}

/** Larger and smaller at once. */
export function bothWays(): Problem {
  return contradiction(
    "area",
    "더 크게와 더 작게가 함께 있습니다. 하나만 적어 주세요.",
    "Both larger and smaller are asked for. Keep one.",
  );
}

/** A share, a multiple, or only a direction. */
function withShare(clause: string, numbers: readonly NumberToken[], areaM2: number): Said | undefined {
  const up = larger.test(clause);
  const down = smaller.test(clause);
  if (up && down) {
    return { ok: false, problem: bothWays() };
  }
  const percent = numbers.find((token) => /^ ?(?:%|퍼센트|프로(?![가-힣])|percent)/.test(after(clause, token.end)));
  if (percent !== undefined && (up || down))
    return said({ areaM2: areaM2 * (1 + ((up ? 1 : -1) * percent.value) / 100) });
  const times = numbers.find((token) => /^ ?배(?![가-힣])|^ ?배로|^ times/.test(after(clause, token.end)));
  if (times !== undefined) return said({ areaM2: areaM2 * times.value });
  if (/절반|반으로|half/.test(clause)) return said({ areaM2: areaM2 / 2 });
  if (/twice|double the/.test(clause)) return said({ areaM2: areaM2 * 2 });
  if (!up && !down) return undefined;
  const share = up ? 1 + step : 1 - step;
  const note = assume(
    "area_m2",
    (areaM2 * share).toFixed(2),
    `얼마나인지 말하지 않아 ${step * 100} % ${up ? "늘렸습니다" : "줄였습니다"}.`,
    `No figure was given: ${step * 100} % ${up ? "more" : "less"}.`,
  );
  return said({ areaM2: areaM2 * share, notes: [note] });
}
