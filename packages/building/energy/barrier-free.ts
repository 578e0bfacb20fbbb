import { clone, type MessageInitShape } from "@bufbuild/protobuf";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CertificateSchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { accessRules } from "../law/access.ts";
import { factsOf } from "../law/facts.ts";

type Item = { title: string; reached: number; best: number; note: string };

/** Barrier-free checklist: the accessibility rules measured on the plan, parking and the way up. */
export function assessBarrierFree(plan: Plan, brief: Brief): MessageInitShape<typeof CertificateSchema> {
  const asked = clone(BriefSchema, brief);
  if (!asked.certificates.includes("BF")) asked.certificates.push("BF");
  const facts = factsOf(plan, asked);
  const measured = accessRules
    .filter((rule) => !rule.id.startsWith("bf.target") && rule.applies(facts))
    .map((rule): Item => {
      const { holds, measured: found, demanded, note } = rule.check(facts);
      const verdict = holds === undefined ? "도면으로 알 수 없음" : holds ? "적합" : "보완 필요";
      return {
        title: rule.ko,
        reached: holds === true ? 1 : 0,
        best: 1,
        note: [`${verdict}: ${found} (기준 ${demanded})`, note ?? ""].filter(Boolean).join(" "),
      };
    });
  const items = [...measured, parking(plan), wayUp(plan)];
  const met = items.reduce((sum, item) => sum + item.reached, 0);
  const share = (met / items.length) * 100;
  return {
    name: "BF",
    level: met === items.length ? "일반" : "",
    reached: Math.round(share * 10) / 10,
    items,
  };
}

function parking(plan: Plan): Item {
  const accessible = plan.parking.filter((space) => space.accessible).length;
  const none = plan.parking.length === 0;
  return {
    title: "장애인전용주차구역",
    reached: none || accessible > 0 ? 1 : 0,
    best: 1,
    note: none
      ? "주차장이 없어 해당 없음"
      : `전체 ${plan.parking.length}대 가운데 ${accessible}대 (적합하려면 1대 이상)`,
  };
}

function wayUp(plan: Plan): Item {
  const storeys = plan.storeys.length;
  const lift = plan.storeys.some((storey) => storey.spaces.some((space) => space.kind === "lift"));
  const reached = storeys <= 1 || lift ? 1 : 0;
  return {
    title: "승강기 등 수직이동",
    reached,
    best: 1,
    note: storeys <= 1 ? "한 층이어서 해당 없음" : lift ? "승강기 있음" : "승강기나 경사로가 필요합니다.",
  };
}
