import { assume } from "../assumptions.ts";
import { findNumbers, type NumberToken } from "../numerals.ts";
import { basementRange, storeyProblem, storeyRange } from "../storey-problems.ts";
import { outOfRange } from "../problem.ts";
import { after, before as textBefore } from "../text.ts";
import { type Before, gone, less, more, said, type Said, unclear } from "./wanted.ts";

const unit =
  /^(?: ?개)? ?층|^ (?:more |extra |additional |fewer |less )?(?:storeys?|stor(?:y|ies)|floors?|levels?)(?![a-z])/;
const becomes = /^ ?(?:짜리|건물|규모|집)?(?:으?로|에서)(?! ?(?:올라|옮|가는))/;
const sized = /^(?:[을를은는이가도만의]| )*(?:더 ?)?(?:넓|크|키|작|좁|밝|높|낮)/;
const counted = /^(?:한|두|세|네|하나|둘|셋|one|two|three|another)$/;

/** Reads "한 층 더", "2층으로 줄여", "지하를 없애": storeys and basements. A storey more or less takes its floor area along. */
export function readLevels(clause: string, before: Before): Said | undefined {
  return readBasement(clause, before) ?? readStoreys(clause, before);
}

function readStoreys(clause: string, { brief }: Before): Said | undefined {
  for (const token of findNumbers(clause)) {
    const delta = deltaOf(clause, token);
    const target = delta === undefined ? targetOf(clause, token) : brief.storeys + delta;
    if (target === undefined) continue;
    const wrong = senseless(clause, { target, delta, named: token.value, storeys: brief.storeys });
    if (wrong !== undefined) return wrong;
    if (!Number.isInteger(target) || target < storeyRange.min || target > storeyRange.max) {
      return { ok: false, problem: storeyProblem(String(target)) };
    }
    return said({ storeys: target, ...(delta === undefined ? {} : grown(brief, target + brief.basements)) });
  }
  if (
    /층(?:수)?(?:을|를)? ?(?:하나|더 ?올|높여|높이)|taller|another (?:storey|floor)/.test(clause) &&
    !/층고/.test(clause)
  ) {
    const target = brief.storeys + 1;
    return target > storeyRange.max
      ? { ok: false, problem: storeyProblem(String(target)) }
      : said({ storeys: target, ...grown(brief, target + brief.basements) });
  }
  return undefined;
}

/** "3층을 없애줘" of a house of two storeys, "3층으로 줄여줘" of one. */
function senseless(
  clause: string,
  { target, delta, named, storeys }: { target: number; delta: number | undefined; named: number; storeys: number },
): Said | undefined {
  const absent = delta === -1 && named > storeys;
  const wrongWay =
    delta === undefined &&
    ((target > storeys && /줄|낮/.test(clause)) || (target < storeys && /늘|높|올/.test(clause)));
  if (!absent && !wrongWay) return undefined;
  return unclear(
    `앞선 설계는 지상 ${storeys}층입니다. 몇 층으로 할지 "${Math.max(1, storeys - 1)}층으로"처럼 적어 주세요.`,
    `The earlier design has ${storeys} storeys; say how many there shall be.`,
    { storeys: String(storeys), given: String(named) },
  );
}

/** Storeys more or fewer; undefined when the number names a storey or says how many there shall be. */
function deltaOf(clause: string, token: NumberToken): number | undefined {
  const rest = after(clause, token.end);
  const match = unit.exec(rest);
  const word = clause.slice(token.start, token.end);
  const lead = textBefore(clause, token.start, 8);
  if (match === null) {
    // "층을 하나 더", "층수를 하나 줄여"
    if (!/층(?:수)?(?:을|를)? ?$/.test(lead)) return undefined;
    return more.test(rest) ? token.value : less.test(rest) ? -token.value : undefined;
  }
  const tail = rest.slice(match[0].length);
  if (sized.test(tail) || becomes.test(tail) || /^(?:에|은|는)/.test(tail)) return undefined;
  const english = /^[ a-z]+$/.test(match[0]);
  if (english && !/more|extra|additional|fewer|less/.test(match[0]) && !/(?:add|remove|drop) $/.test(lead))
    return undefined;
  const wish = `${english ? `${lead}${match[0]}` : ""}${tail}`;
  const isName = !counted.test(word) && !/개/.test(match[0]) && !english;
  if (/^(?:을|를|만|씩|도)? ?(?:더|추가|증축|올|높|늘|얹)/.test(tail) || (english && more.test(wish)))
    return token.value;
  if (less.test(english ? wish : tail)) return isName ? -1 : -token.value;
  return undefined;
}

/** "3층으로", "3층짜리로 바꿔", "make it 3 storeys": how many there shall be. */
function targetOf(clause: string, token: NumberToken): number | undefined {
  const rest = after(clause, token.end);
  const match = unit.exec(rest) ?? /^[ -](?:storeys?|stor(?:y|ies)|floors?)/.exec(rest);
  if (match === null) return undefined;
  const tail = rest.slice(match[0].length);
  if (/^ ?에서/.test(tail)) return undefined;
  const english = /^[ -]?[ a-z]+$/.test(match[0]);
  if (english)
    return /(?:make|with|to|in|have|into)(?: it)? ?$/.test(textBefore(clause, token.start, 12))
      ? token.value
      : undefined;
  return becomes.test(tail) || /^ ?(?:짜리|건물|이면|이었으면)/.test(tail) ? token.value : undefined;
}

function readBasement(clause: string, { brief }: Before): Said | undefined {
  const match = /(?:반)?지하(?!철)(?:층|실)?|basements?|(?<![a-z])b[12](?![a-z\d])/.exec(clause);
  if (match === null) return undefined;
  const number = findNumbers(clause).find((token) => unit.test(after(clause, token.end)))?.value ?? 1;
  const exact = /층(?:까지|으?로)/.test(clause);
  const target = exact
    ? number
    : gone.test(clause)
      ? brief.basements - (/\d/.test(clause) ? number : brief.basements)
      : brief.basements + number;
  if (!exact && !gone.test(clause) && !more.test(clause)) return undefined;
  if (!Number.isInteger(target) || target < basementRange.min || target > basementRange.max) {
    const range = {
      nameKo: "지하층 수",
      nameEn: "A number of basements",
      given: String(target),
      ...basementRange,
      unit: "",
    };
    return { ok: false, problem: outOfRange({ subject: "basements", ...range }) };
  }
  return said({
    basements: target,
    ...(target === 0 && brief.basements > 0 ? { without: ["basement"] } : {}),
    ...grown(brief, brief.storeys + target),
  });
}

/** The storeys keep their size: the whole grows or shrinks with their number. */
function grown(brief: Before["brief"], levels: number) {
  const areaM2 = (brief.areaM2 / (brief.storeys + brief.basements)) * levels;
  const note = assume(
    "area_m2",
    areaM2.toFixed(2),
    "층을 더하거나 뺄 때 한 층의 넓이는 그대로 두었습니다.",
    "The storeys keep their size when one is added or taken away.",
  );
  return { areaM2, notes: [note] };
}
