/** Why a sentence could not be made a brief: a row of the mesh's error table. */
export type ProblemReason =
  | "NOT_UNDERSTOOD"
  | "CHANGE_UNCLEAR"
  | "CONTRADICTION"
  | "OUT_OF_RANGE"
  | "TEXT_EMPTY"
  | "TEXT_TOO_LONG"
  | "INVALID_ARGUMENT";

/** What to ask back, in both languages, with machine-readable facts. */
export interface Problem {
  readonly reason: ProblemReason;
  readonly messageKo: string;
  readonly messageEn: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** A problem with its two messages. */
export function problem(
  reason: ProblemReason,
  messageKo: string,
  messageEn: string,
  facts: Record<string, string> = {},
): Problem {
  return { reason, messageKo, messageEn, facts };
}

/** A figure outside what can be designed; the message names the range. */
export function outOfRange(options: {
  subject: string;
  nameKo: string;
  nameEn: string;
  given: string;
  min: number;
  max: number;
  unit: string;
}): Problem {
  const range = `${options.min}~${options.max}${options.unit}`;
  return problem(
    "OUT_OF_RANGE",
    `${options.nameKo} ${options.given}${options.unit}: ${range} 범위에서 설계할 수 있습니다.`,
    `${options.nameEn} of ${options.given}${options.unit} is outside ${range}.`,
    {
      subject: options.subject,
      given: options.given,
      min: String(options.min),
      max: String(options.max),
      unit: options.unit,
    },
  );
}

/** Two parts of the sentence that cannot both hold. */
export function contradiction(
  subject: string,
  messageKo: string,
  messageEn: string,
  facts: Record<string, string> = {},
): Problem {
  return problem("CONTRADICTION", messageKo, messageEn, { subject, ...facts });
}
