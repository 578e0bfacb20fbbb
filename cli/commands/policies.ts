import type { Lang } from "../output/failure.ts";
import { shortName } from "../output/progress.ts";
import { table } from "../output/table.ts";
import type { Gateway } from "../session.ts";
import type { Answer } from "./in-session.ts";

/** The policy in force and those before it. */
export async function policies(gateway: Gateway, lang: Lang): Promise<Answer> {
  const { snapshots } = await gateway.listPolicies({});
  const json = snapshots.map((snapshot) => ({
    version: Number(snapshot.version),
    kind: snapshot.kind,
    cursor: Number(snapshot.cursor),
    arms: snapshot.arms.map((arm) => ({
      makes: arm.outputType,
      agent: arm.agentId,
      pulls: Number(arm.pulls),
      mean_reward: arm.meanReward,
      mean_latency_ms: arm.meanLatencyMs,
      success_rate: arm.successRate,
    })),
  }));
  const [newest] = json;
  if (!newest) return { json, text: lang === "ko" ? "아직 학습된 것이 없습니다\n" : "nothing has been learned yet\n" };
  const header =
    lang === "ko" ? ["만드는 것", "에이전트", "횟수", "보상", "시간(ms)"] : ["makes", "agent", "pulls", "reward", "ms"];
  const rows = newest.arms.map((arm) => [
    shortName(arm.makes),
    arm.agent,
    String(arm.pulls),
    arm.mean_reward.toFixed(3),
    arm.mean_latency_ms.toFixed(0),
  ]);
  return { json, text: `${newest.kind} ${newest.version}\n${table(header, rows)}` };
}
