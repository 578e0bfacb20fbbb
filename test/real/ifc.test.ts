import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";
import { startMesh, type TestMesh } from "../support/mesh.ts";
import { findServer, skipReason } from "../support/servers.ts";

const skip = skipReason("ifcopenshell");
const execute = promisify(execFile);

interface Checked {
  issues: unknown[];
  failures: unknown[];
  solids: number;
  gross_area: number;
  storeys: number;
  unreached: unknown[];
}

/** Six sentences from one keyboard: each becomes a model that a stranger's checker accepts. */
describe.skipIf(skip)(`models as ifcopenshell sees them ${skip ?? ""}`, () => {
  const folder = tempFolder();
  const data = join(folder.path, "data");
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startMesh(data);
  });
  afterAll(async () => {
    await mesh?.[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  test.each([
    "강남에 50평 모던 카페를 설계해줘",
    "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘",
    "전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서",
    "서른다섯 평 단층 주택, 방 세 개",
    "판교에 1,200㎡ 4층 사무실을 설계해줘",
    "부산에 80평 2층 식당을 설계해줘",
  ])("%s", async (text) => {
    const out = join(folder.path, "out");
    const { code, stderr } = await viba(["design", text, "--out", out, "--data", data, "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    const script = join(root, "scripts", "ifc-check.py");
    const { stdout } = await execute(findServer("ifcopenshell")!, [script, "--express", join(out, "model.ifc")]);
    const checked = JSON.parse(stdout.trim()) as Checked;
    const brief = JSON.parse(readFileSync(join(out, "brief.json"), "utf8")) as {
      area_m2: number;
      storeys: number;
      basements: number;
    };
    const result = JSON.parse(readFileSync(join(out, "result.json"), "utf8")) as { design_ms: number; quality: number };
    console.log(
      `${text}: design_ms ${result.design_ms}, quality ${result.quality.toFixed(3)}, ${checked.solids} solids`,
    );
    expect(checked.issues).toEqual([]);
    expect(checked.failures).toEqual([]);
    expect(checked.unreached).toEqual([]);
    expect(checked.solids).toBeGreaterThan(30);
    expect(checked.storeys).toBe(brief.storeys + brief.basements);
    expect(Math.abs(checked.gross_area / brief.area_m2 - 1)).toBeLessThanOrEqual(0.02);
  });
});
