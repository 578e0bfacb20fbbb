import type { Lifecycle } from "@viba/runtime/lifecycle";
import type { Log } from "@viba/runtime/log";
import { lockFolder } from "@viba/store/lock";
import { dialMesh } from "./dial-mesh.ts";
import { openGround } from "./ground.ts";
import { listenGrpc, listenMetrics, listenWeb } from "./listen.ts";
import { openPart } from "./parts.ts";
import type { ServeConfig } from "./serve-config.ts";
import { shipSpans } from "./ship-spans.ts";
import { statusRoute } from "./status.ts";
import type { ServiceName } from "./services.ts";

/** Starts one service in this process; the others are reached over links. Resolves to where it listens. */
export async function openService(
  name: ServiceName,
  config: ServeConfig,
  lifecycle: Lifecycle,
  log: Log,
): Promise<string> {
  const { addresses, listen } = config;
  // The store has one owner; a mesh started by `viba up` on this folder is another.
  if (name === "orchestrator") lifecycle.use("data folder", await lockFolder(config.dataDir));
  const ground = await openGround({ config, lifecycle, log, service: name });
  const dialled = dialMesh({ addresses, token: ground.secrets.serviceToken, name });
  lifecycle.use("links", () => dialled.close());
  if (name !== "monitor") shipSpans(ground, addresses.monitor);
  const part = await openPart[name](ground, dialled);
  const port =
    name === "gateway"
      ? await listenWeb(ground, listen, part.routes, dialled.transport)
      : await listenGrpc(ground, listen, [...part.routes, ...(part.forAgents ?? []), ...statusRoute(ground)]);
  if (config.metricsPort !== undefined) {
    await listenMetrics(ground, { host: listen.host, port: config.metricsPort });
  }
  part.begin?.();
  return `${name === "gateway" ? "http://" : ""}${listen.host}:${port}`;
}
