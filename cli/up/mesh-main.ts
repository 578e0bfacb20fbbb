// The mesh process of `viba up`: all services in one. Started and watched by the parent; ends when the parent is gone.
import { enableCompileCache } from "node:module";
import { writeSync } from "node:fs";

enableCompileCache();

const { systemClock } = await import("@viba/runtime/clock");
const { toMeshError } = await import("@viba/runtime/errors");
const { createLifecycle } = await import("@viba/runtime/lifecycle");
const { createLog } = await import("@viba/runtime/log");
const { onParentGone } = await import("@viba/runtime/parent");
const { stopOnSignals } = await import("@viba/runtime/signals");
const { readMeshConfig } = await import("./mesh-config.ts");
const { openMesh } = await import("./mesh.ts");

onParentGone(3, () => process.exit(1));

/** A line for the parent, on descriptor 4. */
function tell(kind: string, body: Record<string, unknown>): void {
  writeSync(4, `${JSON.stringify({ kind, body })}\n`);
}

try {
  const config = readMeshConfig(process.env);
  const log = createLog({
    service: "mesh",
    clock: systemClock,
    level: config.logLevel,
    format: process.stderr.isTTY ? "pretty" : "json",
  });
  const lifecycle = createLifecycle({ clock: systemClock, graceMs: 5000, log });
  stopOnSignals(lifecycle, process);
  const { studio, grpc } = await openMesh(config, lifecycle, log, 4);
  tell("listening", { studio, grpc });
} catch (thrown) {
  const error = toMeshError(thrown);
  const { reason, message: text, messageKo: textKo, facts } = error;
  tell("refused", { reason, text, textKo, facts });
  process.exit(2);
}
