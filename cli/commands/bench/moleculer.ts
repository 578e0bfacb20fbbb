import { timeoutMs } from "./kinds.ts";
import { answerBytes, requestBytes } from "./shapes.ts";

/** What of Moleculer's broker the bench uses. */
interface Broker {
  createService(schema: { name: string; actions: Record<string, () => unknown> }): unknown;
  start(): Promise<void>;
  stop(): Promise<void>;
  waitForServices(names: string[]): Promise<unknown>;
  call(action: string, params: unknown, options: { timeout: number }): Promise<unknown>;
}

/** A text that makes a JSON object of about so many bytes. */
const text = (bytes: number, letter: string) => ({ body: letter.repeat(bytes - `{"body":""}`.length) });

/** Moleculer's own TCP transporter, peers named instead of found by UDP, its defaults otherwise. */
async function broker(nodeID: string, ownPort: number, urls: string[]): Promise<Broker> {
  const { default: moleculer } = await import("moleculer");
  const { ServiceBroker } = moleculer as unknown as { ServiceBroker: new (options: object) => Broker };
  return new ServiceBroker({
    nodeID,
    logger: false,
    transporter: { type: "TCP", options: { udpDiscovery: false, port: ownPort, urls } },
  });
}

const urlsOf = (serverPort: number, clientPort: number) => [
  `tcp://127.0.0.1:${serverPort}/server`,
  `tcp://127.0.0.1:${clientPort}/client`,
];

/** Serves `bench.echo`. */
export async function startEcho(serverPort: string, clientPort: string): Promise<void> {
  const node = await broker("server", Number(serverPort), urlsOf(Number(serverPort), Number(clientPort)));
  const answer = text(answerBytes, "9");
  node.createService({ name: "bench", actions: { echo: () => answer } });
  await node.start();
}

/** A broker that calls `bench.echo`. */
export async function startCaller(serverPort: number, clientPort: number) {
  const node = await broker("client", clientPort, urlsOf(serverPort, clientPort));
  const params = text(requestBytes, "7");
  await node.start();
  await node.waitForServices(["bench"]);
  return {
    call: () => node.call("bench.echo", params, { timeout: timeoutMs }),
    stop: () => node.stop(),
  };
}
