import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { assume } from "../assumptions.ts";
import { readCertificates } from "../certificates.ts";
import { readExclusions } from "../exclusions.ts";
import { readPlace } from "../places.ts";
import { readStyles } from "../styles.ts";
import type { PlainUse } from "../use-words.ts";
import { namesUse, readUse } from "../uses.ts";
import { type Before, gone, said, type Said, unclear, type Wanted } from "./wanted.ts";

const roofs: readonly (readonly [RegExp, string])[] = [
  [/박공|맞배|삼각 ?지붕|뾰족|경사 ?지붕|경사지붕|gabled?|pitched/, "gable"],
  [/평 ?지붕|슬라브 ?지붕|평슬라브|지붕(?:을|은|도)? ?(?:더 ?)?평|flat roof|flat/, "flat"],
  [/모임 ?지붕|우진각|팔작|기와|hip(?:ped)?/, "hip"],
];

/** Reads a roof by its name. */
export function readRoof(clause: string): Said | undefined {
  if (!/지붕|박공|맞배|우진각|팔작|roof|gable/.test(clause)) return undefined;
  const roof = roofs.find(([pattern]) => pattern.test(clause))?.[1];
  if (roof !== undefined) return said({ roof });
  return unclear(
    "어떤 지붕인지 알 수 없습니다: 평지붕, 박공지붕, 모임지붕 가운데 적어 주세요.",
    "Which roof: flat, gable or hip?",
    { missing: "roof" },
  );
}

/** Reads style, certificates, things left out, another use and another place; several may stand in one clause. */
export function readCharacter(clause: string, before: Before): Said | undefined {
  const place = readPlace(clause.replace(/(?<=[가-힣])(?:으로|로) ?(?=옮|이전|바꿔|변경|가$|갈)/, "에 "));
  if (!place.ok) return place;
  const use = useIn(clause, before.brief);
  if (use?.ok === false) return use;
  const wanted: Wanted = {
    ...stylesIn(clause, before.brief.styles),
    ...certificatesIn(clause, before.brief.certificates),
    ...leftOut(clause),
    ...use?.wanted,
    ...(place.place === undefined ? {} : { place: place.place }),
    ...(/다른 (?:안|버전|디자인|배치|느낌)|다르게|새로 ?배치|another (?:version|layout|variant|option)|differently/.test(
      clause,
    )
      ? { anotherSeed: true }
      : {}),
  };
  return Object.keys(wanted).length === 0 ? undefined : said(wanted);
}

function stylesIn(clause: string, before: readonly string[]): Wanted {
  const styles = readStyles(clause);
  if (styles.length === 0) return {};
  const beside = /스타일도|느낌도|도 (?:더|추가|섞|살)|더해|섞|also/.test(clause);
  return { styles: beside ? [...new Set([...before, ...styles])] : styles };
}

function certificatesIn(clause: string, before: readonly string[]): Wanted {
  const { certificates } = readCertificates(clause);
  if (certificates.length > 0) return { certificates: [...new Set([...before, ...certificates])] };
  if (!/인증|certif/.test(clause) || !gone.test(clause)) return {};
  const named: readonly string[] = readCertificates(clause.replace(gone, " ")).certificates;
  return { certificates: before.filter((name) => named.length > 0 && !named.includes(name)) };
}

function leftOut(clause: string): Wanted {
  const without = readExclusions(clause);
  return without.length === 0 ? {} : { without };
}

const bakery = /베이커리|빵집|제과|bakery/;
/** Share of the floor that baking and its store take. */
const bakingShare = 0.16;

/** A bakery is a cafe whose kitchen bakes. */
function bakehouse({ areaM2, storeys, basements }: Brief): Wanted {
  const kitchen = Math.round((areaM2 / (storeys + basements)) * bakingShare * 10) / 10;
  const ko = `베이커리는 카페와 같은 용도이며, 빵을 굽도록 주방을 ${kitchen} ㎡로 넓혔습니다.`;
  const en = `A bakery is a cafe by use; its kitchen has ${kitchen} m2 to bake in.`;
  return { rooms: [{ kind: "kitchen", count: 1, areaM2: kitchen }], notes: [assume("kitchen", `${kitchen}`, ko, en)] };
}

function useIn(clause: string, brief: Brief): Said | undefined {
  if (!namesUse(clause)) return undefined;
  const read = readUse(clause, []);
  if (!read.ok) return read;
  const { use, parts } = read.reading;
  if (use === "mixed") return unclear('복합은 "1층을 카페로"처럼 층마다 적어 주세요.', "Name the use of each storey.");
  const storey = /([1-6])층(?:을|은|만|에)/.exec(clause);
  if (storey === null && use === "cafe" && brief.use === "cafe" && bakery.test(clause)) return said(bakehouse(brief));
  return said(storey === null ? { use } : { storeyUse: { storey: Number(storey[1]), use: parts[0] as PlainUse } });
}
