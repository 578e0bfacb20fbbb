import { MeshError } from "@viba/runtime/errors";
import { type Config, readConfig } from "@viba/runtime/config";
import { readLeaseMs } from "../up/mesh-config.ts";
import type { Listen } from "./listen.ts";
import { addressVariable, defaultPorts, type ServiceName, serviceNames } from "./services.ts";

/** What one service is told. */
export interface ServeConfig extends Config {
  readonly leaseMs: number;
  /** For a router, from VIBA_ROUTERS: agents open a link to each. */
  readonly replicas: { readonly self: string; readonly all: readonly string[] } | undefined;
  /** "host:port" of all routers; those of VIBA_ROUTERS, else the one of VIBA_ROUTER. */
  readonly routers: readonly string[];
  readonly listen: Listen;
  /** Port of `/metrics`; undefined: none of its own. */
  readonly metricsPort: number | undefined;
  /** "host:port" of every service. */
  readonly addresses: Readonly<Record<ServiceName, string>>;
}

/** What the command line says of it. */
export interface ServeArgs {
  readonly service: string;
  /** "host:port", or only ":port"; undefined is the service's own port on this machine. */
  readonly listen: string | undefined;
  readonly data: string;
  /** Port for `/metrics`, as written. */
  readonly metricsPort?: string | undefined;
}

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether only this machine reaches a host. */
export function isLoopback(host: string): boolean {
  return loopback.has(host);
}

/** The service asked for; INVALID_ARGUMENT names those there are. */
export function serviceOf(text: string): ServiceName {
  const name = serviceNames.find((each) => each === text);
  if (name) return name;
  throw new MeshError("INVALID_ARGUMENT", `there is no service "${text}"; there are: ${serviceNames.join(", ")}`, {
    messageKo: `"${text}"이라는 서비스는 없습니다. 있는 것: ${serviceNames.join(", ")}`,
  });
}

/** Reads where to listen and where the others are; what can't work is refused with what to do. */
export function readServeConfig(args: ServeArgs, env: Readonly<Record<string, string | undefined>>): ServeConfig {
  const service = serviceOf(args.service);
  const config = readConfig(env);
  if (config.natsUrls.length === 0) {
    throw new MeshError(
      "INVALID_ARGUMENT",
      `separate processes share no embedded bus: set VIBA_NATS_URL, for example nats://127.0.0.1:4222 (nats-server -js -sd FOLDER)`,
      { messageKo: "프로세스를 나누어 실행하려면 VIBA_NATS_URL을 지정하세요 (예: nats://127.0.0.1:4222)" },
    );
  }
  const addresses = Object.fromEntries(
    serviceNames.map((name) => [
      name,
      addressOf(addressVariable(name), env[addressVariable(name)], defaultPorts[name]),
    ]),
  ) as Record<ServiceName, string>;
  const listen = listenOf(args.listen, service, config.tls !== undefined);
  const named = routersOf(env["VIBA_ROUTERS"]);
  return {
    ...config,
    dataDir: args.data,
    replicas:
      service === "router" && named.length > 0 ? replicasOf(named, [listenText(listen), addresses.router]) : undefined,
    routers: named.length > 0 ? named : [addresses.router],
    leaseMs: readLeaseMs(env),
    // The monitor collects the spans of all and alone exports them.
    otlpEndpoint: service === "monitor" ? config.otlpEndpoint : undefined,
    listen,
    metricsPort: args.metricsPort === undefined ? undefined : portOf("--metrics-port", args.metricsPort),
    addresses,
  };
}

function routersOf(text: string | undefined): string[] {
  const named = (text ?? "").split(",").filter((part) => part.trim() !== "");
  if (named.length <= 8) return named.map((part) => addressOf("VIBA_ROUTERS", part, defaultPorts.router));
  throw new MeshError(
    "INVALID_ARGUMENT",
    `VIBA_ROUTERS names ${named.length} routers; agents keep links to at most 8`,
    { messageKo: `VIBA_ROUTERS: 라우터는 최대 8개입니다` },
  );
}

/** Which of the routers this one is: by where it listens, or where the others reach it. */
function replicasOf(all: readonly string[], names: readonly string[]): ServeConfig["replicas"] {
  const self = names.find((name) => all.includes(name));
  if (self) return { self, all };
  throw new MeshError(
    "INVALID_ARGUMENT",
    `VIBA_ROUTERS names ${all.join(", ")}, but not this router: list the address of --listen, or set VIBA_ROUTER to one of them`,
    { messageKo: `VIBA_ROUTERS에 이 라우터의 주소가 없습니다: ${names.join(", ")}` },
  );
}

function listenText({ host, port }: Listen): string {
  return `${host}:${port}`;
}

function listenOf(text: string | undefined, service: ServiceName, tls: boolean): Listen {
  const local = text?.startsWith(":") ? `127.0.0.1${text}` : text;
  const { host, port } = parse("--listen", local, defaultPorts[service]);
  if (isLoopback(host) || (tls && service !== "gateway")) return { host, port };
  const [why, whyKo] =
    service === "gateway"
      ? ["the gateway's pages are not encrypted here; put a TLS proxy before 127.0.0.1", "TLS 프록시를 앞에 두세요"]
      : [
          "only this machine may reach what is not encrypted; set VIBA_TLS_CA, VIBA_TLS_CERT and VIBA_TLS_KEY",
          "VIBA_TLS_CA, VIBA_TLS_CERT, VIBA_TLS_KEY를 지정하세요",
        ];
  throw new MeshError("INVALID_ARGUMENT", `--listen ${host}: ${why}`, {
    messageKo: `--listen ${host}: 암호화되지 않으므로 127.0.0.1에서만 들을 수 있습니다. ${whyKo}`,
  });
}

function portOf(option: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new MeshError("INVALID_ARGUMENT", `${option} ${text}: write a port from 0 to 65535`, {
    messageKo: `${option} ${text}: 0에서 65535까지의 포트를 적으세요`,
  });
}

function addressOf(variable: string, text: string | undefined, otherwise: number): string {
  const { host, port } = parse(variable, text?.trim() || undefined, otherwise);
  return `${host}:${port}`;
}

function parse(what: string, text: string | undefined, otherwise: number): Listen {
  if (text === undefined) return { host: "127.0.0.1", port: otherwise };
  const match = /^(\[[0-9a-f:]+\]|[^\s:/]+):(\d{1,5})$/i.exec(text);
  if (match && Number(match[2]) <= 65_535) return { host: match[1]!, port: Number(match[2]) };
  throw new MeshError("INVALID_ARGUMENT", `${what} is "${text}"; write host:port`, {
    messageKo: `${what}: 호스트:포트 형식으로 적으세요`,
  });
}
