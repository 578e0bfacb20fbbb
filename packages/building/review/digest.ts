import { createHash } from "node:crypto";
import type { Judged } from "./judged.ts";

/** A file that is not the one its maker signed is not reviewed as if it were. */
export function digestGate(ifc: string | Uint8Array, sha256: string | undefined): Judged[] {
  if (sha256 === undefined || sha256 === "") return [];
  const found = createHash("sha256").update(ifc).digest("hex");
  return [
    {
      id: "gate.digest",
      ko: "모델 파일의 요약값이 맞음",
      en: "the model file matches its digest",
      weight: 0,
      gate: true,
      score: found === sha256 ? 1 : 0,
      passed: found === sha256,
      measured: found.slice(0, 12),
      demanded: sha256.slice(0, 12),
      fix: "모델 파일과 요약값을 함께 다시 쓰십시오.",
    },
  ];
}
