import { MeshError } from "./errors.ts";
import { type LogLevel, logLevels } from "./log.ts";

/** Languages that people are answered in. */
export type Lang = "ko" | "en";

/** What the environment decides. An absent address means the embedded engine does that job. */
export interface Config {
  /** NATS servers, tried in turn; empty means the embedded bus. */
  readonly natsUrls: readonly string[];
  readonly postgresUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** Where kept traces are exported to. */
  readonly otlpEndpoint: string | undefined;
  /** Base address of Jaeger's query API, where traces are read from. */
  readonly jaegerUrl: string | undefined;
  /** Data folder, as given. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly lang: Lang;
  /** Share of traces kept by chance, 0 to 1. */
  readonly traceShare: number;
  /** Name of this instance among its replicas; undefined lets the program make one. */
  readonly instance: string | undefined;
  /** Certificates of this process; undefined: nothing is encrypted. */
  readonly tls: TlsFiles | undefined;
}

/** PEM files that let processes of a mesh prove themselves to one another. */
export interface TlsFiles {
  /** Certificate of whoever signs the mesh's certificates. */
  readonly ca: string;
  /** This process's certificate, with its chain if it has one. */
  readonly cert: string;
  readonly key: string;
}

/** Environment variables by name, as `process.env` holds them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Variables the mesh reads, here or in scripts and tests; any other VIBA_ name is a slip of the pen. */
const known = new Set([
  "VIBA_NATS_URL",
  "VIBA_POSTGRES_URL",
  "VIBA_REDIS_URL",
  "VIBA_DATA",
  "VIBA_LLM_URL",
  "VIBA_LLM_MODEL",
  "VIBA_LLM_KEY",
  "VIBA_LOG_LEVEL",
  "VIBA_LANG",
  "VIBA_TRACE_SHARE",
  "VIBA_INSTANCE",
  "VIBA_JAEGER_URL",
  "VIBA_PORT",
  "VIBA_AGENTS_PORT",
  "VIBA_LEASE_MS",
  "VIBA_TLS_CA",
  "VIBA_TLS_CERT",
  "VIBA_TLS_KEY",
  "VIBA_GATEWAY",
  "VIBA_ORCHESTRATOR",
  "VIBA_ROUTER",
  "VIBA_ROUTERS",
  "VIBA_LEARNER",
  "VIBA_CACHE",
  "VIBA_MONITOR",
  "VIBA_SERVICE_TOKEN",
  "VIBA_OWNER_TOKEN",
  "VIBA_JOIN_TOKEN",
  "VIBA_TOKEN_KEY",
  "VIBA_JOIN_FD",
  "VIBA_PARENT_FD",
  "VIBA_DOOR_FD",
  "VIBA_SERVERS",
  "VIBA_REQUIRE",
  "VIBA_FULL",
  "VIBA_SEED",
  "VIBA_SEEDS",
  "VIBA_FUZZ",
  "VIBA_SCREENSHOTS",
  "VIBA_BESTEST_WEATHER",
]);

/** Reads the configuration; a bad value is refused with the name of its variable, never with the value. */
export function readConfig(env: Env = process.env): Config {
  return {
    natsUrls: (text(env, "VIBA_NATS_URL")?.split(",") ?? []).map((url) =>
      checkUrl("VIBA_NATS_URL", url.trim(), ["nats:", "tls:"]),
    ),
    postgresUrl: url(env, "VIBA_POSTGRES_URL", ["postgres:", "postgresql:"]),
    redisUrl: url(env, "VIBA_REDIS_URL", ["redis:", "rediss:"]),
    otlpEndpoint: url(env, "OTEL_EXPORTER_OTLP_ENDPOINT", ["http:", "https:"]),
    jaegerUrl: url(env, "VIBA_JAEGER_URL", ["http:", "https:"]),
    dataDir: dataDir(env),
    logLevel: oneOf(env, "VIBA_LOG_LEVEL", logLevels) ?? "info",
    lang: oneOf(env, "VIBA_LANG", ["ko", "en"]) ?? localeLang(env),
    traceShare: share(env, "VIBA_TRACE_SHARE") ?? 0.01,
    instance: instanceName(env),
    tls: readTlsFiles(env),
  };
}

/** VIBA_TLS_CA, VIBA_TLS_CERT and VIBA_TLS_KEY: all three, or none. */
export function readTlsFiles(env: Env): TlsFiles | undefined {
  const [ca, cert, key] = [text(env, "VIBA_TLS_CA"), text(env, "VIBA_TLS_CERT"), text(env, "VIBA_TLS_KEY")];
  if (ca && cert && key) return { ca, cert, key };
  if (!ca && !cert && !key) return undefined;
  const missing = [!ca && "VIBA_TLS_CA", !cert && "VIBA_TLS_CERT", !key && "VIBA_TLS_KEY"].find(Boolean) as string;
  throw bad(missing, "a PEM file, since the other two of VIBA_TLS_CA, VIBA_TLS_CERT and VIBA_TLS_KEY go with it");
}

/** An OpenAI-compatible endpoint that may help to read sentences. */
export interface LlmSettings {
  /** Base address, for example "http://127.0.0.1:11434/v1". */
  readonly url: string;
  readonly model: string;
  /** A secret: for the endpoint's header alone. */
  readonly key: string | undefined;
}

/** The endpoint named by VIBA_LLM_URL, VIBA_LLM_MODEL and VIBA_LLM_KEY; undefined when no address is given. */
export function readLlmSettings(env: Env = process.env): LlmSettings | undefined {
  const address = url(env, "VIBA_LLM_URL", ["http:", "https:"]);
  if (address === undefined) return undefined;
  const model = text(env, "VIBA_LLM_MODEL");
  if (model === undefined) throw bad("VIBA_LLM_MODEL", "the name of a model, since VIBA_LLM_URL is given");
  return { url: address, model, key: text(env, "VIBA_LLM_KEY") };
}

/** Names that look like ours and mean nothing: worth a warning, since a misspelt address silently changes engines. */
export function unknownVariables(env: Env = process.env): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith("VIBA_") && !known.has(name))
    .toSorted();
}

/** A variable's text; empty or blank counts as absent, as in a compose file with nothing after the `=`. */
function text(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function url(env: Env, name: string, schemes: readonly string[]): string | undefined {
  const value = text(env, name);
  return value === undefined ? undefined : checkUrl(name, value, schemes);
}

function checkUrl(name: string, value: string, schemes: readonly string[]): string {
  const parsed = URL.parse(value);
  if (parsed && schemes.includes(parsed.protocol) && parsed.hostname !== "") return value;
  throw bad(name, `an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`);
}

function oneOf<T extends string>(env: Env, name: string, values: readonly T[]): T | undefined {
  const value = text(env, name);
  const found = values.find((candidate) => candidate === value);
  if (value !== undefined && found === undefined) throw bad(name, `one of ${values.join(", ")}`);
  return found;
}

function share(env: Env, name: string): number | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!(number >= 0 && number <= 1)) throw bad(name, "a number from 0 to 1");
  return number;
}

function dataDir(env: Env): string {
  const value = text(env, "VIBA_DATA") ?? ".viba";
  if (value.includes("\0")) throw bad("VIBA_DATA", "a path");
  return value;
}

function instanceName(env: Env): string | undefined {
  const value = text(env, "VIBA_INSTANCE");
  if (value === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(value)) return value;
  throw bad("VIBA_INSTANCE", "up to 63 letters, digits, dots, dashes and underscores");
}

/** The locale's language; Korean when it names none, since the sentence that starts it all is Korean. */
function localeLang(env: Env): Lang {
  const locale = text(env, "LC_ALL") ?? text(env, "LC_MESSAGES") ?? text(env, "LANG") ?? "";
  return locale.startsWith("en") ? "en" : "ko";
}

function bad(name: string, want: string): MeshError {
  return new MeshError("INVALID_ARGUMENT", `the environment variable ${name} must be ${want}`, {
    messageKo: `환경 변수 ${name}의 값이 올바르지 않습니다 (${want})`,
    facts: { variable: name },
  });
}
