import { describe, expect, test } from "vitest";
import { readServeConfig } from "./serve-config.ts";

const nats = { VIBA_NATS_URL: "nats://127.0.0.1:4222" };
const tls = { VIBA_TLS_CA: "/ca.pem", VIBA_TLS_CERT: "/own.pem", VIBA_TLS_KEY: "/own.key" };
const read = (service: string, env: Record<string, string> = {}, listen?: string) =>
  readServeConfig({ service, listen, data: "/data" }, { ...nats, ...env });

interface Refused {
  what: string;
  service: string;
  env: Record<string, string>;
  listen?: string;
  says: string;
}

describe("what one service is told", () => {
  test("nothing but NATS: everybody is on this machine, each at its own port", () => {
    const { listen, addresses, dataDir } = read("learner");
    expect({ listen, dataDir }).toEqual({ listen: { host: "127.0.0.1", port: 7073 }, dataDir: "/data" });
    expect(addresses).toEqual({
      gateway: "127.0.0.1:7070",
      router: "127.0.0.1:7071",
      orchestrator: "127.0.0.1:7072",
      learner: "127.0.0.1:7073",
      cache: "127.0.0.1:7074",
      monitor: "127.0.0.1:7075",
    });
  });

  test("addresses come from variables, the place to listen from the command line", () => {
    const { listen, addresses } = read("cache", { VIBA_ROUTER: "router.mesh:17071" }, ":0");
    expect([listen, addresses.router]).toEqual([{ host: "127.0.0.1", port: 0 }, "router.mesh:17071"]);
  });

  test("several routers are named to agents, each knowing which it is", () => {
    expect(read("router").replicas).toBeUndefined();
    const all = ["127.0.0.1:7071", "127.0.0.1:7171"];
    expect(read("router", { VIBA_ROUTERS: all.join(", ") }, ":7171").replicas).toEqual({ self: all[1], all });
    const nine = Array.from({ length: 9 }, (_, at) => `127.0.0.1:${at + 1}`).join(",");
    expect(() => read("router", { VIBA_ROUTERS: nine })).toThrow(/at most 8/);
  });

  test("with certificates other machines may reach it", () => {
    expect(read("router", tls, "0.0.0.0:7071").listen).toEqual({ host: "0.0.0.0", port: 7071 });
  });

  test("the monitor alone exports traces", () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
    expect(read("monitor", env).otlpEndpoint).toBe("http://127.0.0.1:4318");
    expect(read("router", env).otlpEndpoint).toBeUndefined();
  });

  test.each<Refused>([
    { what: "no such service", service: "ruoter", env: {}, says: "there are: monitor, cache" },
    { what: "no NATS", service: "router", env: { VIBA_NATS_URL: "" }, says: "set VIBA_NATS_URL" },
    { what: "an address of one part", service: "router", env: { VIBA_CACHE: "cache" }, says: "VIBA_CACHE" },
    { what: "a port beyond the last", service: "router", env: {}, listen: "127.0.0.1:70000", says: "--listen" },
    { what: "an address others reach", service: "router", env: {}, listen: "0.0.0.0:7071", says: "VIBA_TLS_CA" },
    { what: "pages that others reach", service: "gateway", env: tls, listen: "0.0.0.0:7070", says: "TLS proxy" },
    {
      what: "a certificate without its key",
      service: "router",
      env: { ...tls, VIBA_TLS_KEY: "" },
      says: "VIBA_TLS_KEY",
    },
  ])("$what is refused with what to do", ({ service, env, listen, says }) => {
    expect(() => read(service, env, listen)).toThrowError(expect.objectContaining({ reason: "INVALID_ARGUMENT" }));
    expect(() => read(service, env, listen)).toThrowError(says);
  });
});
