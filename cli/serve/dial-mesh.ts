import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { systemRandom } from "@viba/runtime/random";
import { dialLink } from "@viba/transport/link/dial-link";
import { traced } from "@viba/transport/trace-client";
import type { Tls } from "@viba/transport/tls";
import { createRouterGroup } from "./router-group.ts";
import { type Mesh, ownerOf, type ServiceName } from "./services.ts";

/** Ways to the services of a mesh whose processes are elsewhere. */
export interface DialledMesh extends Mesh {
  close(): void;
}

/** How to reach them. */
export interface DialMeshOptions {
  /** "host:port" by service; a service without one can't be called. */
  readonly addresses: Readonly<Partial<Record<ServiceName, string>>>;
  /** "host:port" of the routers, where there are several: then they are called as one. */
  readonly routers?: readonly string[];
  /** Proof of being a service of this mesh. */
  readonly token: string;
  /** Name of this end for the others' logs. */
  readonly name: string;
  /** Then each end proves itself by its certificate instead. */
  readonly tls?: Tls | undefined;
}

/** Opens a link to each service when it is first called, and keeps it. */
export function dialMesh(options: DialMeshOptions): DialledMesh {
  const { addresses, routers = [], name } = options;
  const open = new Map<string, { readonly transport: Transport; close(): void }>();
  const to = (service: string | undefined, what: string = service ?? "nobody"): Transport => {
    const address = addresses[service as ServiceName];
    if (!service || !address) throw new MeshError("INTERNAL", `${name} knows no address for ${what}`);
    let held = open.get(service);
    if (!held) {
      held =
        service === "router" && routers.length > 1
          ? dialRouters(routers, options)
          : dialService(service, address, options);
      open.set(service, held);
    }
    return held.transport;
  };
  const of = ({ parent }: DescMethod) => to(ownerOf[parent.typeName], parent.typeName);
  return {
    to: (service) => to(service),
    transport: {
      unary: async (method, ...call) => of(method).unary(method, ...call),
      stream: async (method, ...call) => of(method).stream(method, ...call),
    },
    close() {
      for (const held of open.values()) held.close();
    },
  };
}

function dialService(service: string, address: string, { token, name, tls }: DialMeshOptions) {
  const link = dialLink({
    address,
    name,
    clock: systemClock,
    random: systemRandom,
    token: () => token,
    tls: tls && { tls, peer: `service/${service}` },
  });
  return { link, transport: traced(link.transport, address), close: () => link.close() };
}

function dialRouters(routers: readonly string[], options: DialMeshOptions) {
  const dialled = routers.map((address) => ({ address, ...dialService("router", address, options) }));
  const ways = dialled.map(({ address, transport, link }) => ({
    address,
    transport,
    isOpen: () => link.state === "open",
    ready: () => link.ready(),
  }));
  return {
    transport: createRouterGroup(ways),
    close() {
      for (const one of dialled) one.close();
    },
  };
}
