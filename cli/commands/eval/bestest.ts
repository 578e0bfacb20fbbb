import { readFile } from "node:fs/promises";
import { bestestCases } from "@viba/building/energy/bestest/cases";
import { type BestestRow, runBestest } from "@viba/building/energy/bestest/run";
import { readEpw } from "@viba/building/energy/epw";
import { MeshError } from "@viba/runtime/errors";
import { table } from "../../output/table.ts";
import type { Answer } from "../in-session.ts";
import type { EvalOptions } from "./eval.ts";

/** The file the published limits belong to; it isn't ours to pass on. */
const fileName = "USA_CO_Denver.Intl.AP.725650_TMY3.epw";

/** The twenty BESTEST cases of the zone model in the standard's weather, against the published limits. */
export async function evalBestest({ weather: path, lang }: EvalOptions): Promise<Answer> {
  if (path === undefined) {
    throw new MeshError("INVALID_ARGUMENT", `--weather FILE is wanted: ${fileName}, from climate.onebuilding.org`, {
      messageKo: `--weather로 기상 파일을 알려 주세요: ${fileName} (climate.onebuilding.org)`,
    });
  }
  const read = readEpw(await textOf(path));
  if (!read.ok) throw new MeshError("INVALID_ARGUMENT", read.problem.message, { messageKo: read.problem.messageKo });
  const rows = runBestest(bestestCases, read.value.weather);
  const inside = (pick: (row: BestestRow) => boolean) => rows.filter(pick).length;
  const json = {
    eval: "bestest",
    weather: `${read.value.city}, ${read.value.country}`,
    limits: "ANSI/ASHRAE 140-2020, MWh a year",
    heating_inside: inside((row) => row.heatingInside),
    cooling_inside: inside((row) => row.coolingInside),
    rows: rows.map(rowJson),
  };
  const words = lang === "ko" ? koreanWords : englishWords;
  const text = `${words.title} (${json.weather})\n${table(words.header, rows.map(rowText))}`;
  const sums = `${words.heating} ${json.heating_inside}/${rows.length}, ${words.cooling} ${json.cooling_inside}/${rows.length}\n`;
  return { json, text: text + sums };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `the weather file ${path} can't be read`, {
      messageKo: `기상 파일 ${path}을(를) 읽을 수 없습니다`,
      cause,
    });
  }
}

function rowJson({ case: one, heating, cooling, heatingInside, coolingInside }: BestestRow) {
  const load = (value: number, limits: readonly number[], peer: number, inside: boolean) => ({
    mwh: Math.round(value * 1000) / 1000,
    least: limits[0],
    most: limits[1],
    inside,
    peer,
  });
  return {
    case: one.id,
    differs: one.differs,
    heating: load(heating, one.heating, one.peer[0], heatingInside),
    cooling: load(cooling, one.cooling, one.peer[1], coolingInside),
  };
}

function rowText(row: BestestRow): string[] {
  const load = (value: number, [least, most]: readonly [number, number], inside: boolean) => [
    value.toFixed(2),
    `${least.toFixed(2)}…${most.toFixed(2)}`,
    inside ? "✓" : "✗",
  ];
  const { case: one } = row;
  return [
    one.id,
    ...load(row.heating, one.heating, row.heatingInside),
    ...load(row.cooling, one.cooling, row.coolingInside),
    one.differs,
  ];
}

const englishWords = {
  title: "BESTEST, ANSI/ASHRAE 140-2020, MWh a year",
  header: ["case", "heating", "limits", "", "cooling", "limits", "", "what differs"],
  heating: "inside the limits: heating",
  cooling: "cooling",
};

const koreanWords = {
  title: "BESTEST, ANSI/ASHRAE 140-2020, 연간 MWh",
  header: ["사례", "난방", "허용 범위", "", "냉방", "허용 범위", "", "다른 점"],
  heating: "범위 안: 난방",
  cooling: "냉방",
};
