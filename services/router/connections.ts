import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { Health } from "@viba/contracts/gen/grpc/health/v1/health_pb";
import { AgentService } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { createWatchedTransport, type WatchedTransport } from "@viba/transport/grpc/watched";
import type { Tls } from "@viba/transport/tls";
import type { LinkCore } from "@viba/transport/link/core";
import { traced } from "@viba/transport/trace-client";
import type { Instance } from "./core/instance.ts";

/** A client of one agent's service. */
export type AgentClient = Client<typeof AgentService>;

/** The part of a link that calling an agent needs. */
export interface AgentLink {
  readonly transport: Transport;
  readonly closed: Promise<unknown>;
  readonly draining: Promise<unknown>;
  /** For calls whose frames are passed on. */
  readonly core?: LinkCore;
}

/** Ways to agents: the link an instance registered on, or a connection dialled when it is first needed. */
export interface Connections {
  /** Throws NOT_STARTED for an instance whose link is lost. */
  client(instance: Instance): AgentClient;
  /** The link an instance is called on; undefined when it is dialled, or its link is lost. */
  linkOf(instance: Instance): LinkCore | undefined;
  /** Resolves when the instance has a way to be called, or after `waitMs`: a link that was lost may be back in a moment. */
  reachable(instance: Instance, waitMs: number): Promise<void>;
  /** Health of an instance that is dialled. */
  health(instance: Instance): Client<typeof Health>;
  /** The instance is called on this link from now on; undefined: it is dialled. */
  bind(instance: Instance, link: AgentLink | undefined): void;
  /** Whether a call that came on this link (undefined: by any other way) may speak for the instance. */
  speaksFor(instance: Instance, link: AgentLink | undefined): boolean;
  /** The next call to a dialled instance goes over a new connection. */
  replace(instanceId: string): void;
  /** Ends the way to an instance that is gone. */
  drop(instanceId: string): void;
  close(): void;
}

/** What a pool needs. */
export interface ConnectionsOptions {
  readonly clock: Clock;
  /** The link of an instance is gone or takes no more calls. */
  readonly onLost: (instanceId: string) => void;
  /** Agents are dialled over TLS and have to show the certificate of their id. */
  readonly tls?: Tls | undefined;
}

interface Way {
  readonly link: AgentLink | undefined;
  readonly dialled:
    | { readonly address: string; readonly token: string; readonly transport: WatchedTransport }
    | undefined;
  readonly client: AgentClient;
}

/** An empty pool. */
export function createConnections({ clock, onLost, tls }: ConnectionsOptions): Connections {
  const ways = new Map<string, Way>();
  const waiting = new Map<string, Set<() => void>>();
  const drop = (instanceId: string) => {
    ways.get(instanceId)?.dialled?.transport.close();
    ways.delete(instanceId);
  };
  const keep = (instanceId: string, way: Way): Way => {
    drop(instanceId);
    ways.set(instanceId, way);
    for (const wake of waiting.get(instanceId) ?? []) wake();
    return way;
  };
  const lost = (instanceId: string, link: AgentLink) => {
    if (ways.get(instanceId)?.link !== link) return;
    drop(instanceId);
    onLost(instanceId);
  };
  const dial = ({ instanceId, address, callToken: token, manifest }: Instance): Way => {
    const transport = createWatchedTransport({
      address,
      clock,
      tls: tls && { tls, peer: `agent/${manifest.agentId}` },
      header: () => ({ authorization: `Bearer ${token}` }),
    });
    const client = createClient(AgentService, traced(transport, address));
    return keep(instanceId, { link: undefined, dialled: { address, token, transport }, client });
  };
  const wayTo = (instance: Instance): Way => {
    const { instanceId, address, callToken, manifest } = instance;
    const held = ways.get(instanceId);
    if (held && (!held.dialled || (held.dialled.address === address && held.dialled.token === callToken))) return held;
    if (address === "") throw new MeshError("NOT_STARTED", `the link to ${manifest.agentId} is lost`);
    return dial(instance);
  };
  return {
    client: (instance) => wayTo(instance).client,
    linkOf: ({ instanceId }) => ways.get(instanceId)?.link?.core,
    reachable({ instanceId, address }, waitMs) {
      if (address !== "" || ways.has(instanceId)) return Promise.resolve();
      return new Promise((resolve) => {
        const waiters = waiting.get(instanceId) ?? new Set();
        const wake = () => {
          limit.cancel();
          waiters.delete(wake);
          if (waiters.size === 0) waiting.delete(instanceId);
          resolve();
        };
        const limit = clock.after(waitMs, wake);
        waiting.set(instanceId, waiters.add(wake));
      });
    },
    // Untraced: watching is no part of anybody's work.
    health(instance) {
      const { dialled, link } = wayTo(instance);
      return createClient(Health, (dialled ?? link!).transport);
    },
    bind({ instanceId }, link) {
      if (ways.get(instanceId)?.link === link) return;
      drop(instanceId);
      if (!link) return;
      const client = createClient(AgentService, traced(link.transport, instanceId));
      keep(instanceId, { link, dialled: undefined, client });
      void Promise.race([link.closed, link.draining]).then(() => lost(instanceId, link));
    },
    speaksFor: ({ instanceId, address }, link) =>
      address !== "" || (link !== undefined && ways.get(instanceId)?.link === link),
    replace: (instanceId) => ways.get(instanceId)?.dialled?.transport.replace(),
    drop,
    close: () => [...ways.keys()].forEach(drop),
  };
}
