import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { MeshError } from "@viba/runtime/errors";
import { dial } from "@viba/transport/dial";
import type { Tls } from "@viba/transport/tls";
import { type Mesh, ownerOf, type ServiceName } from "./services.ts";

/** Ways to the services of a mesh whose processes are elsewhere. */
export interface DialledMesh extends Mesh {
  close(): void;
}

/** How to reach them. */
export interface DialMeshOptions {
  /** "host:port" by service; a service without one can't be called. */
  readonly addresses: Readonly<Partial<Record<ServiceName, string>>>;
  /** Proof of being a service of this mesh. */
  readonly token: string;
  /** Name of this end for the others' logs. */
  readonly name: string;
  /** Then each end proves itself by its certificate instead. */
  readonly tls?: Tls | undefined;
}

/** Opens a link to each service when it is first called, and keeps it. */
export function dialMesh({ addresses, token, name, tls }: DialMeshOptions): DialledMesh {
  const open = new Map<string, ReturnType<typeof dial>>();
  const to = (service: string | undefined, what: string = service ?? "nobody"): Transport => {
    const address = addresses[service as ServiceName];
    if (!service || !address) throw new MeshError("INTERNAL", `${name} knows no address for ${what}`);
    const held =
      open.get(service) ??
      dial(`link://${address}`, { token: () => token, name, tls: tls && { tls, peer: `service/${service}` } });
    open.set(service, held);
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
