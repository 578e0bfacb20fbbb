import { resolve } from "node:path";
import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Log } from "@viba/runtime/log";
import { nodeFlags } from "@viba/runtime/node-flags";
import { type AgentFolder, folderOf } from "./agent-folders.ts";
import type { Channel, Handlers } from "./channel.ts";
import { type Child, keepAlive } from "./child.ts";

/** The agents' processes of one machine. */
export interface Nursery {
  start(agent: AgentFolder): void;
  /** All that run, or are to be started again, or were given up. */
  children(): readonly Child[];
  /** Ends all of them: asked first, then, after the grace, by force. */
  stop(graceMs: number): Promise<void>;
  /** What the mesh process may ask for. */
  readonly handlers: Handlers;
  /** Tells this mesh process of every end from now on, and who was given up before. */
  report(channel: Channel): void;
}

/** What starting agents needs. */
export interface NurseryOptions {
  /** Read at each start: VIBA_ROUTER is there once the mesh listens. */
  readonly env: Record<string, string>;
  /** The join token, given to each on an inherited descriptor. */
  readonly secret: string;
  readonly ports: { readonly clock: Clock; readonly log: Log };
}

/** Most agents at a time; one more is refused. */
const mostAgents = 256;
/** An agent that leaves finishes its work before; the mesh asks only when nothing runs there. */
const leaveMs = 45_000;

interface Kept {
  readonly id: string;
  readonly child: Child;
}

/** Nobody runs yet. */
export function createNursery({ env, secret, ports }: NurseryOptions): Nursery {
  const kept: Kept[] = [];
  const givenUp = new Map<string, { name: string; why: string }>();
  let channel: Channel | undefined;
  let starts = 0;

  const tellGivenUp = () => channel?.tell("given-up", { agents: [...givenUp.values()] });
  const start = ({ name, entry }: AgentFolder): Kept => {
    if (kept.length >= mostAgents) throw new MeshError("OVERLOADED", `${mostAgents} agents run already`);
    const id = String(++starts);
    const child = keepAlive(
      {
        name,
        command: process.execPath,
        args: [...nodeFlags, entry],
        env,
        secret,
        onEnded: (pid, why) => channel?.tell("ended", { pid, why }),
        onGivenUp(why) {
          ports.log.error("a process is not started again", { name, why });
          givenUp.set(id, { name, why: `not started again: ${why}` });
          tellGivenUp();
        },
      },
      ports,
    );
    const one = { id, child };
    kept.push(one);
    return one;
  };
  const info = ({ id, child }: Kept) => ({ id, name: child.name, pid: child.pid ?? 0, state: child.state });
  const leave = async (id: string) => {
    const at = kept.findIndex((one) => one.id === id);
    const [one] = at < 0 ? [] : kept.splice(at, 1);
    if (!one) throw new MeshError("NOT_FOUND", `no process ${id} was started here`);
    if (givenUp.delete(id)) tellGivenUp();
    await one.child.stop(leaveMs);
  };

  return {
    start: (agent) => void start(agent),
    children: () => kept.map(({ child }) => child),
    stop: async (graceMs) => void (await Promise.all(kept.map(({ child }) => child.stop(graceMs)))),
    handlers: {
      children: () => ({ children: kept.map(info) }),
      start: ({ folder }) => ({ child: info(start(folderOf(resolve(String(folder))))) }),
      stop: ({ id }) => leave(String(id)),
    },
    report(to) {
      channel = to;
      tellGivenUp();
    },
  };
}
