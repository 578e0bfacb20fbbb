import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { type Request, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { type MakerSchema, RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import { bytesOf } from "./blobs.ts";
import type { RunView } from "./core/fold.ts";
import type { RunPorts } from "./ports.ts";
import { readRun } from "./run-log.ts";

/** Largest artifact of an earlier goal whose bytes travel inside the request. */
const inlineBytes = 64 * 1024;

type MakerInit = MessageInitShape<typeof MakerSchema>;

/** A request that goes on from an earlier run. */
export interface GoneOn {
  readonly request: Request;
  /** Who made what in the earlier run: they go on with it if they can. */
  readonly makers: MakerInit[];
}

/**
 * The request with what it takes over from the run it goes on from: what that run's goal had attached, and seed, site
 * and permit date where the caller gave none. From here on the request needs the earlier run no more.
 */
export async function goOnFrom(
  asked: Request,
  tenant: string,
  ports: Pick<RunPorts, "journal" | "blobs">,
): Promise<GoneOn> {
  const runId = asked.fromRun;
  const view = (await ports.journal.run(runId)) ? await readRun(runId, ports) : undefined;
  if (!view || view.tenant !== tenant) {
    throw new MeshError("NOT_FOUND", `no run ${runId} to go on from`, {
      messageKo: `이어서 바꿀 실행 ${runId}이(가) 없습니다`,
      facts: { run: runId },
    });
  }
  const { state, goal, request } = view.run;
  if (state !== RunState.FINISHED || !goal) {
    throw new MeshError("INVALID_ARGUMENT", `from_run: run ${runId} has not finished; go on from one that has`, {
      messageKo: `실행 ${runId}은(는) 끝나지 않았거나 실패했습니다. 끝난 실행에서 이어 주세요`,
      facts: { run: runId, state: String(state) },
    });
  }
  if (asked.siteGeojson !== "" && asked.siteGeojson !== request?.siteGeojson) {
    throw new MeshError("INVALID_ARGUMENT", "site_geojson: a run that goes on from another keeps its plot", {
      messageKo: "이어서 바꾸는 설계는 대지를 그대로 씁니다. 다른 대지는 새 설계로 시작하세요",
    });
  }
  const goneOn = create(RequestSchema, {
    ...asked,
    attached: await inlined(goal.attached, ports.blobs),
    seed: asked.seed || (request?.seed ?? 0n),
    siteGeojson: request?.siteGeojson ?? "",
    permitDate: asked.permitDate || (request?.permitDate ?? ""),
  });
  return { request: goneOn, makers: makersOf(view) };
}

/** The agents of the steps that were accepted; a result from the cache names who made it first. */
function makersOf({ run, accepted }: Pick<RunView, "run" | "accepted">): MakerInit[] {
  return run.steps.flatMap(({ step }) => {
    const agentId = step && accepted.get(step.stepId)?.agentId;
    return agentId ? [{ outputType: step.outputType, agentId }] : [];
  });
}

/** Small artifacts with their bytes; large ones stay in the store and go along by digest. */
function inlined(attached: readonly Artifact[], blobs: RunPorts["blobs"]): Promise<Artifact[]> {
  return Promise.all(
    attached.map(async (artifact) =>
      Number(artifact.size) > inlineBytes
        ? artifact
        : create(ArtifactSchema, { ...artifact, inline: await bytesOf(artifact, blobs) }),
    ),
  );
}
