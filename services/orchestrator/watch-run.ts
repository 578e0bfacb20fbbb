import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import { fromRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";

/**
 * What happened to a run and what happens now, until it has ended. Listening begins before the journal is read, so
 * nothing falls between; what comes twice is recognised by its place in the journal and told once.
 */
export async function* watchRun(
  runId: string,
  afterSequence: bigint,
  ports: Pick<RunPorts, "journal" | "hub">,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  if (!(await ports.journal.run(runId)))
    throw new MeshError("NOT_FOUND", `no run ${runId}`, { messageKo: `${runId}라는 실행이 없습니다` });
  const watcher = ports.hub.join(runId, signal);
  try {
    let last = 0n;
    for (const record of await ports.journal.records(runId)) {
      const event = fromRecord(record);
      last = event.sequence;
      if (last > afterSequence) yield event;
      if (event.event.case === "runEnded") return;
    }
    watcher.follow(Number(last));
    for await (const event of watcher.events()) {
      const journalled = event.sequence > 0n;
      if (journalled && event.sequence <= last) continue;
      if (journalled) last = event.sequence;
      if (!journalled || last > afterSequence) yield event;
      if (event.event.case === "runEnded") return;
    }
    signal.throwIfAborted();
    throw new MeshError("OVERLOADED", "the watcher fell behind; watch again from the last sequence seen", {
      messageKo: "이벤트를 제때 읽지 못했습니다. 마지막으로 본 순번부터 다시 지켜보세요",
    });
  } finally {
    watcher.leave();
  }
}
