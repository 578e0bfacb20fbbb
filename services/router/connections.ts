import { createClient, type Client, type Transport } from "@connectrpc/connect";
import { AgentService } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { MeshError } from "@viba/runtime/errors";
import { dial, type Dialled } from "@viba/transport/dial";
import { traced } from "@viba/transport/trace-client";
import type { Instance } from "./core/registry.ts";

/** A client of one agent's service. */
export type AgentClient = Client<typeof AgentService>;

/** The part of a link that calling an agent needs. */
export interface AgentLink {
  readonly transport: Transport;
  readonly closed: Promise<unknown>;
  readonly draining: Promise<unknown>;
}

/** Ways to agents: the link an instance registered on, or a connection dialled when it is first needed. */
export interface Connections {
  /** Throws NOT_STARTED for an instance whose link is lost. */
  client(instance: Instance): AgentClient;
  /** The instance is called on this link from now on; undefined: it is dialled. */
  bind(instance: Instance, link: AgentLink | undefined): void;
  /** Whether a call that came on this link (undefined: by any other way) may speak for the instance. */
  speaksFor(instance: Instance, link: AgentLink | undefined): boolean;
  /** Ends the way to an instance that is gone. */
  drop(instanceId: string): void;
  close(): void;
}

interface Way {
  readonly link: AgentLink | undefined;
  readonly address: string;
  readonly token: string;
  readonly dialled: Dialled | undefined;
  readonly client: AgentClient;
}

/** An empty pool. `onLost` hears of an instance whose link is gone or takes no more calls. */
export function createConnections(onLost: (instanceId: string) => void): Connections {
  const ways = new Map<string, Way>();
  const drop = (instanceId: string) => {
    ways.get(instanceId)?.dialled?.close();
    ways.delete(instanceId);
  };
  const lost = (instanceId: string, link: AgentLink) => {
    if (ways.get(instanceId)?.link !== link) return;
    drop(instanceId);
    onLost(instanceId);
  };
  return {
    client(instance) {
      const { instanceId, address, callToken: token, manifest } = instance;
      const held = ways.get(instanceId);
      if (held && (held.link || (held.address === address && held.token === token))) return held.client;
      drop(instanceId);
      if (address === "") throw new MeshError("NOT_STARTED", `the link to ${manifest.agentId} is lost`);
      const dialled = dial(`grpc://${address}`, { token: () => token });
      const client = createClient(AgentService, dialled.transport);
      ways.set(instanceId, { link: undefined, address, token, dialled, client });
      return client;
    },
    bind({ instanceId, address, callToken: token }, link) {
      const before = ways.get(instanceId);
      if (before?.link === link) return;
      drop(instanceId);
      if (!link) return;
      const client = createClient(AgentService, traced(link.transport, instanceId));
      ways.set(instanceId, { link, address, token, dialled: undefined, client });
      void Promise.race([link.closed, link.draining]).then(() => lost(instanceId, link));
    },
    speaksFor: ({ instanceId, address }, link) =>
      address !== "" || (link !== undefined && ways.get(instanceId)?.link === link),
    drop,
    close: () => [...ways.keys()].forEach(drop),
  };
}
