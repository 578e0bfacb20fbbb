import { createClient, type Client } from "@connectrpc/connect";
import { AgentService } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { dial, type Dialled } from "@viba/transport/dial";
import type { Instance } from "./core/registry.ts";

/** A client of one agent's service. */
export type AgentClient = Client<typeof AgentService>;

/** Connections to dialled agents, one an instance, made when first needed. */
export interface Connections {
  client(instance: Instance): AgentClient;
  /** Ends the connection of an instance that is gone or has moved. */
  drop(instanceId: string): void;
  close(): void;
}

/** An empty pool. */
export function createConnections(): Connections {
  const open = new Map<string, { address: string; token: string; dialled: Dialled; client: AgentClient }>();
  const drop = (instanceId: string) => {
    open.get(instanceId)?.dialled.close();
    open.delete(instanceId);
  };
  return {
    client(instance) {
      const held = open.get(instance.instanceId);
      if (held && held.address === instance.address && held.token === instance.callToken) return held.client;
      drop(instance.instanceId);
      const dialled = dial(`grpc://${instance.address}`, { token: () => instance.callToken });
      const client = createClient(AgentService, dialled.transport);
      open.set(instance.instanceId, { address: instance.address, token: instance.callToken, dialled, client });
      return client;
    },
    drop,
    close: () => [...open.keys()].forEach(drop),
  };
}
