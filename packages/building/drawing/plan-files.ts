import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { pretendard } from "../typeface/load.ts";
import { planDrawings } from "./files.ts";
import type { DrawnFile } from "./files.ts";

/** What a person gets of a plan: a floor plan of every storey and the site plan, as SVG that carries its letters. */
export const planFiles = (plan: Plan, { permitDate }: Brief): DrawnFile[] =>
  planDrawings(plan, { date: permitDate, typeface: pretendard() });
