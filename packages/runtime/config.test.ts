import { describe, expect, test } from "vitest";
import { readConfig, unknownVariables } from "./config.ts";
import { MeshError } from "./errors.ts";

test("nothing set means everything embedded", () => {
  expect(readConfig({})).toEqual({
    natsUrls: [],
    postgresUrl: undefined,
    redisUrl: undefined,
    otlpEndpoint: undefined,
    dataDir: ".viba",
    logLevel: "info",
    lang: "ko",
    traceShare: 0.01,
    instance: undefined,
  });
});

test("every variable is read", () => {
  expect(
    readConfig({
      VIBA_NATS_URL: "nats://a:4222, tls://b:4222",
      VIBA_POSTGRES_URL: "postgresql://u:p@h/db",
      VIBA_REDIS_URL: "rediss://h:6379",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://jaeger:4318",
      VIBA_DATA: "/var/lib/viba",
      VIBA_LOG_LEVEL: "debug",
      VIBA_LANG: "en",
      VIBA_TRACE_SHARE: "0.5",
      VIBA_INSTANCE: "router-0",
    }),
  ).toEqual({
    natsUrls: ["nats://a:4222", "tls://b:4222"],
    postgresUrl: "postgresql://u:p@h/db",
    redisUrl: "rediss://h:6379",
    otlpEndpoint: "http://jaeger:4318",
    dataDir: "/var/lib/viba",
    logLevel: "debug",
    lang: "en",
    traceShare: 0.5,
    instance: "router-0",
  });
});

test("blank counts as absent", () => {
  expect(readConfig({ VIBA_NATS_URL: "", VIBA_REDIS_URL: " ", VIBA_DATA: "", VIBA_TRACE_SHARE: "" })).toEqual(
    readConfig({}),
  );
});

describe("a bad value is refused by the name of its variable, without showing it", () => {
  test.each([
    { VIBA_NATS_URL: "nats://ok:4222,http://sw0rdfish" },
    { VIBA_NATS_URL: "nats://ok:4222,,tls://sw0rdfish" },
    { VIBA_POSTGRES_URL: "mysql://u:sw0rdfish@h/db" },
    { VIBA_POSTGRES_URL: "sw0rdfish" },
    { VIBA_REDIS_URL: "redis://" },
    { OTEL_EXPORTER_OTLP_ENDPOINT: "jaeger:4318" },
    { VIBA_DATA: "a\0sw0rdfish" },
    { VIBA_LOG_LEVEL: "sw0rdfish" },
    { VIBA_LANG: "fr" },
    { VIBA_TRACE_SHARE: "1.1" },
    { VIBA_TRACE_SHARE: "sw0rdfish" },
    { VIBA_INSTANCE: "../sw0rdfish" },
  ])("%j", (env) => {
    const [variable] = Object.keys(env);
    let thrown: unknown;
    try {
      readConfig(env);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(MeshError);
    expect(thrown).toMatchObject({ reason: "INVALID_ARGUMENT", facts: { variable } });
    const { message, messageKo } = thrown as MeshError;
    expect([message.includes(variable!), messageKo.includes(variable!)]).toEqual([true, true]);
    expect(message + messageKo).not.toContain("sw0rdfish");
  });
});

test.each([
  { env: { LANG: "en_US.UTF-8" }, lang: "en" },
  { env: { LANG: "ko_KR.UTF-8" }, lang: "ko" },
  { env: { LANG: "C.UTF-8" }, lang: "ko" },
  { env: { LANG: "ko_KR.UTF-8", LC_ALL: "en_GB.UTF-8" }, lang: "en" },
  { env: { LANG: "en_US.UTF-8", VIBA_LANG: "ko" }, lang: "ko" },
])("$env speaks $lang", ({ env, lang }) => {
  expect(readConfig(env).lang).toBe(lang);
});

test("misspelt names are found", () => {
  expect(unknownVariables({ VIBA_POSTGRE_URL: "x", VIBA_DATA: "x", PATH: "x", VIBA_A: "x" })).toEqual([
    "VIBA_A",
    "VIBA_POSTGRE_URL",
  ]);
});
