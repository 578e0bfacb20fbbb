import { MeshError } from "@viba/runtime/errors";
import type { Lifecycle } from "@viba/runtime/lifecycle";
import type { Log } from "@viba/runtime/log";
import { lockFolder } from "@viba/store/lock";
import { systemClock } from "@viba/runtime/clock";
import { followTls } from "@viba/transport/follow-tls";
import { dialMesh } from "./dial-mesh.ts";
import { openGround } from "./ground.ts";
import { listenGrpc, listenMetrics, listenWeb } from "./listen.ts";
import { openPart } from "./parts.ts";
import { isLoopback, type ServeConfig } from "./serve-config.ts";
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
  const { addresses, listen, routers } = config;
  const tls = config.tls && (await followTls(config.tls, { clock: systemClock, log }));
  if (tls) lifecycle.use("certificates", () => tls[Symbol.dispose]());
  if (tls && `${tls.self.kind}/${tls.self.name}` !== `service/${name}`) {
    throw new MeshError("INVALID_ARGUMENT", `${config.tls!.cert} is no certificate of service/${name}`, {
      messageKo: `${config.tls!.cert}은(는) service/${name}의 인증서가 아닙니다`,
    });
  }
  // The store has one owner; a mesh started by `viba up` on this folder is another.
  if (name === "orchestrator") lifecycle.use("data folder", await lockFolder(config.dataDir));
  const ground = await openGround({ config, lifecycle, log, service: name, tls });
  const dialled = dialMesh({ addresses, routers, token: ground.secrets.serviceToken, name, tls });
  lifecycle.use("links", () => dialled.close());
  if (name !== "monitor") shipSpans(ground, addresses.monitor);
  const part = await openPart[name](ground, dialled);
  const port =
    name === "gateway"
      ? await listenWeb(ground, listen, part.routes, dialled.transport)
      : await listenGrpc(
          ground,
          listen,
          [...part.routes, ...(part.forAgents ?? []), ...statusRoute(ground)],
          part.frames,
        );
  const { metricsPort } = config;
  const own =
    metricsPort === undefined
      ? undefined
      : await listenMetrics(ground, { host: metricsHost(listen.host), port: metricsPort });
  part.begin?.();
  const web = (at: number) => `http://${metricsHost(listen.host)}:${at}`;
  return {
    address: name === "gateway" ? web(port) : `${listen.host}:${port}`,
    metrics: own === undefined ? undefined : `${web(own)}/metrics`,
  };
}

/** Pages and metrics are not encrypted here: they stay on this machine, wherever the service itself listens. */
function metricsHost(host: string): string {
  return isLoopback(host) ? host : "127.0.0.1";
}
