import { accessRules } from "./access.ts";
import { corridorRules } from "./corridors.ts";
import { coverageRules } from "./coverage.ts";
import { egressRules } from "./egress.ts";
import { fireRules } from "./fire.ts";
import { insulationRules } from "./insulation.ts";
import { paperRules } from "./papers.ts";
import { parkingRules } from "./parking.ts";
import { roomRules } from "./rooms.ts";
import type { Rule } from "./rule.ts";
import { setbackRules } from "./setback.ts";
import { siteRules } from "./site.ts";
import { stairRules } from "./stairs.ts";
import { systemRules } from "./systems.ts";

/** Day to which the table was checked against the acts, YYYY-MM-DD. */
export const rulesAsOf = "2026-11-22";

/** The whole table, chapter by chapter. */
export const rules: readonly Rule[] = [
  ...setbackRules,
  ...coverageRules,
  ...siteRules,
  ...egressRules,
  ...stairRules,
  ...corridorRules,
  ...roomRules,
  ...fireRules,
  ...systemRules,
  ...accessRules,
  ...parkingRules,
  ...insulationRules,
  ...paperRules,
];
