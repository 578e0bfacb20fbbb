import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Assumption } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { Place } from "../place-table.ts";
import { type Problem, problem } from "../problem.ts";
import type { PlainUse } from "../use-words.ts";

/** What a follow-up wants different; what is absent stays. */
export interface Wanted {
  readonly storeys?: number;
  readonly basements?: number;
  readonly areaM2?: number;
  /** The figure of area as given, when one was. */
  readonly areaGiven?: { readonly given: number; readonly unit: string };
  /** Rooms with the number there shall be; 0 takes them away. */
  readonly rooms?: readonly { readonly kind: string; readonly count: number; readonly areaM2?: number }[];
  readonly styles?: readonly string[];
  readonly certificates?: readonly string[];
  readonly without?: readonly string[];
  readonly roof?: string;
  readonly use?: PlainUse;
  readonly storeyUse?: { readonly storey: number; readonly use: PlainUse };
  readonly place?: Place;
  readonly anotherSeed?: boolean;
  /** How unclear wordings were read. */
  readonly notes?: readonly Assumption[];
}

/** What one part of a follow-up says; undefined when it says nothing of this kind. */
export type Said = { readonly ok: true; readonly wanted: Wanted } | { readonly ok: false; readonly problem: Problem };

/** The design that is changed. */
export interface Before {
  readonly brief: Brief;
  /** How many rooms of a kind, or parking spaces, it has. */
  readonly countOf: (kind: string) => number;
  /** Fewest of a kind that may be left: the parking spaces the rules ask for. */
  readonly leastOf: (kind: string) => number;
}

/** Something was understood. */
export const said = (wanted: Wanted): Said => ({ ok: true, wanted });

/** Nothing that could be changed was named, or not what it should become. */
export const unclear = (ko: string, en: string, facts: Record<string, string> = {}): Said => ({
  ok: false,
  problem: problem("CHANGE_UNCLEAR", ko, en, facts),
});

/** More of something. */
export const more =
  /더(?! ?(?:작|좁|적|낮))|추가|늘리|늘려|늘렸|넣|많|증축|올려|올리|얹|만들|붙여|있게|있으면|다시 ?살|(?<![a-z])(?:more|add|extra|another|additional|plus)(?![a-z])/;
/** Less of something. */
export const less =
  /줄이|줄여|줄였|빼|뺀|없애|없이|없게|제거|삭제|덜|적게|낮춰|낮추|철거|필요 ?없|(?<![a-z])(?:fewer|less|remove|without|drop|no)(?![a-z])/;
/** Gone altogether, when no number stands beside it. */
export const gone = /빼|뺀|없애|없이|없게|제거|삭제|철거|필요 ?없|(?<![a-z])(?:remove|without|drop|no)(?![a-z])/;
/** Larger in size. */
export const larger =
  /넓|크게|큰|키우|키워|널찍|늘리|늘려|확장|확대|(?<![a-z])(?:larger|bigger|wider|enlarge|more spacious|expand)/;
/** Smaller in size. */
export const smaller = /작게|작은|작았|좁|줄이|줄여|축소|아담|(?<![a-z])(?:smaller|reduce|shrink|tighter)/;
