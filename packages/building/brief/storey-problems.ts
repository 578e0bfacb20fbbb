import { contradiction, outOfRange, type Problem } from "./problem.ts";

/** Storeys above ground that can be designed. */
export const storeyRange = { min: 1, max: 6 } as const;
/** Storeys below ground that can be designed. */
export const basementRange = { min: 0, max: 2 } as const;

/** Numbers of storeys outside what can be designed. */
export function outside(
  above: readonly { from: number; to: number }[],
  basements: number | undefined,
  text: string,
): Problem | undefined {
  const wrong = above
    .flatMap((mention) => [mention.from, mention.to])
    .find((value) => value < storeyRange.min || value > storeyRange.max);
  if (wrong !== undefined) return storeyProblem(String(wrong));
  if (basements !== undefined && (basements > basementRange.max || basements < 1)) {
    return outOfRange({
      subject: "basements",
      nameKo: "지하층 수",
      nameEn: "A number of basements",
      given: String(basements),
      ...basementRange,
      unit: "",
    });
  }
  if (/지하만|지하층만|only (?:a )?basement|underground only/.test(text) && above.length === 0) {
    return storeyProblem("0");
  }
  return undefined;
}

/** A number of storeys above ground that cannot be designed. */
export function storeyProblem(given: string): Problem {
  return outOfRange({
    subject: "storeys",
    nameKo: "지상 층수",
    nameEn: "A number of storeys",
    given,
    ...storeyRange,
    unit: "",
  });
}

/** Numbers of storeys that differ. */
export function clash(
  counts: readonly number[],
  highest: number,
  words: { single: boolean; duplex: boolean },
): Problem | undefined {
  const tooHigh = counts.length === 1 && highest > (counts[0] ?? 0);
  const duplexOnOne = words.duplex && counts.includes(1);
  if (counts.length < 2 && !tooHigh && !duplexOnOne) return undefined;
  const given = [...new Set([...counts, ...(highest > 0 ? [highest] : []), ...(duplexOnOne ? [2] : [])])];
  const list = given.map((value) => `${value}층`).join(", ");
  return contradiction(
    "storeys",
    `층수가 서로 다릅니다: ${list}. 지상 몇 층인지 하나만 적어 주세요.`,
    `The numbers of storeys differ: ${given.join(", ")}. Keep one.`,
    { given: given.join(", ") },
  );
}

/** A basement that is wanted and not wanted, or stands alone under storeys. */
export function basementClash(
  text: string,
  basements: number | undefined,
  excluded: boolean,
  highest: number,
): Problem | undefined {
  if (/지하만|지하층만/.test(text) && highest > 0) {
    return contradiction(
      "storeys",
      `지상 ${highest}층과 "지하만"은 함께 설계할 수 없습니다.`,
      `"${highest} storeys" and "basement only" contradict each other.`,
      { given: `${highest}, 지하만` },
    );
  }
  if (!excluded || basements === undefined) return undefined;
  return contradiction(
    "basements",
    `지하층이 없어야 한다는 말과 지하 ${basements}층이 어긋납니다.`,
    `"No basement" and ${basements} basement storeys contradict each other.`,
    { given: `${basements}` },
  );
}
