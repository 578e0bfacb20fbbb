import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import type { Gateway } from "../../../session.ts";
import type { Brief } from "./static-flow.ts";

/** Makes a design as a person's sentence is: chosen, in parallel, remembered; resolves to the number of its steps. */
export async function meshedDesign(gateway: Gateway, { text, seed }: Brief): Promise<number> {
  const { runId } = await gateway.startDesign({ text, seed, permitDate: "2026-06-01" });
  for await (const _ of gateway.watchRun({ runId })) {
    // Until the run has ended.
  }
  const { run } = await gateway.getRun({ runId });
  if (run?.state !== RunState.FINISHED) throw new MeshError("INTERNAL", `a run of the bench ended so: ${run?.message}`);
  return run.steps.length;
}
