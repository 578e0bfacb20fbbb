/** One process that ended while it worked on a task. */
export interface Strike {
  readonly agentId: string;
  readonly instanceId: string;
  /** Wall time in milliseconds, to find it in logs. */
  readonly atMs: number;
  readonly why: string;
}

/** Tasks that end the processes of the agents that take them. */
export interface Quarantine {
  /** An instance was lost while it worked on the task. */
  strike(task: string, strike: Strike): void;
  /** The instance lives: whatever broke, the task did not end it. */
  absolve(instanceId: string): void;
  /** The task was done after all. */
  clear(task: string): void;
  /** What speaks against giving the task to anybody; undefined when it may be given. */
  verdict(task: string): readonly Strike[] | undefined;
}

/** A task that took three processes with it takes a fourth: once is an accident, twice may be the same machine. */
export const mostStrikes = 3;
/** Tasks remembered; the oldest is forgotten and begins anew. */
export const maxTasks = 4096;

/** Nothing is known against any task. */
export function createQuarantine(capacity: number = maxTasks): Quarantine {
  const byTask = new Map<string, Strike[]>();
  const byInstance = new Map<string, Set<string>>();
  const forget = (task: string) => {
    for (const { instanceId } of byTask.get(task) ?? []) {
      const tasks = byInstance.get(instanceId);
      tasks?.delete(task);
      if (tasks?.size === 0) byInstance.delete(instanceId);
    }
    byTask.delete(task);
  };
  return {
    strike(task, strike) {
      const strikes = [...(byTask.get(task) ?? []), strike].slice(-mostStrikes);
      forget(task);
      byTask.set(task, strikes);
      for (const { instanceId } of strikes) {
        byInstance.set(instanceId, (byInstance.get(instanceId) ?? new Set()).add(task));
      }
      if (byTask.size > capacity) forget(byTask.keys().next().value!);
    },
    absolve(instanceId) {
      for (const task of byInstance.get(instanceId) ?? []) {
        const left = byTask.get(task)!.filter((strike) => strike.instanceId !== instanceId);
        if (left.length > 0) byTask.set(task, left);
        else byTask.delete(task);
      }
      byInstance.delete(instanceId);
    },
    clear: forget,
    verdict(task) {
      const strikes = byTask.get(task);
      return strikes && strikes.length >= mostStrikes ? strikes : undefined;
    },
  };
}
