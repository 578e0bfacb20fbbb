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

/** Where a service listens. */
export interface Serving {
  readonly address: string;
  /** Address of its `/metrics`; undefined: it has none of its own. */
  readonly metrics: string | undefined;
}

/** Starts one service in this process; the others are reached over links. Resolves to where it listens. */
export async function openService(
  name: ServiceName,
  config: ServeConfig,
  lifecycle: Lifecycle,
  log: Log,
): Promise<Serving> {
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
  const { metricsPort } = config;
  const own = metricsPort === undefined ? undefined : await listenMetrics(ground, { ...listen, port: metricsPort });
  part.begin?.();
  const web = (at: number) => `http://${listen.host}:${at}`;
  return {
    address: name === "gateway" ? web(port) : `${listen.host}:${port}`,
    metrics: own === undefined ? undefined : `${web(own)}/metrics`,
  };
}
