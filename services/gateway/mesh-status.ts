import { createClient, type Transport } from "@connectrpc/connect";
import { type GetProcessStatusResponse, StatusService } from "@viba/contracts/gen/viba/core/v1/status_pb";

/** How one service, or something the services work with, is. */
export interface StatusLine {
  readonly name: string;
  readonly serving: boolean;
  readonly note: string;
}

/** The services of a mesh. */
const serviceNames = ["gateway", "orchestrator", "router", "learner", "cache", "monitor"];

/** Whoever asks how the mesh is wants to know soon that something is not. */
export const statusTimeoutMs = 2000;

/**
 * Asks every service how it is; one that doesn't answer in time is not serving. What they work with (the bus, the
 * export of traces) follows once each, with who is without it.
 */
export async function meshStatus(
  to: (service: string) => Transport,
  ready: boolean,
  signal: AbortSignal,
): Promise<StatusLine[]> {
  const answers = await Promise.all(
    serviceNames.map(async (name) => {
      const ask = async () =>
        createClient(StatusService, to(name)).getProcessStatus({}, { signal, timeoutMs: statusTimeoutMs });
      return { name, answer: await ask().catch(() => undefined) };
    }),
  );
  const services = answers.map(({ name, answer }) => ({
    name,
    serving: ready && (answer?.serving ?? false),
    note: answer ? "" : "does not answer",
  }));
  return [...services, ...engines(answers)];
}

/** One line for each engine, however many processes use it. */
function engines(answers: readonly { name: string; answer: GetProcessStatusResponse | undefined }[]): StatusLine[] {
  const users = answers.flatMap(({ name, answer }) =>
    (answer?.engines ?? []).map((engine) => ({ ...engine, user: name })),
  );
  return [...Map.groupBy(users, ({ name }) => name)].map(([name, all]) => {
    const without = all.filter(({ working }) => !working);
    const [first = all[0]!] = without;
    const who = without.length === all.length ? "" : ` (${without.map(({ user }) => user).join(", ")})`;
    return { name, serving: without.length === 0, note: without.length === 0 ? first.note : `${first.note}${who}` };
  });
}
