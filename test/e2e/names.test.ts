import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DescMethod, type DescService, getOption } from "@bufbuild/protobuf";
import type { GenFile } from "@bufbuild/protobuf/codegenv2";
import { createContextValues, createHandlerContext } from "@connectrpc/connect";
import { access, Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { guard } from "@viba/transport/guard";
import type { Principal } from "@viba/transport/principal";
import { describe, expect, test } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";
import { withoutRivals } from "../support/mesh.ts";

const filesUnder = (folder: string, ending: string) =>
  globSync(`**/*${ending}`, { cwd: folder, exclude: (name) => name.includes("node_modules") }).map((file) =>
    join(folder, file),
  );

describe("names", () => {
  const sources = ["router", "orchestrator"].flatMap((service) =>
    filesUnder(join(root, "services", service), ".ts").filter((file) => !/\.test\.ts$|fixtures[\w-]*\.ts$/.test(file)),
  );
  const agents = readdirSync(join(root, "plugins")).filter((name) =>
    existsSync(join(root, "plugins", name, "agent.ts")),
  );
  const protos = filesUnder(join(root, "proto", "viba", "aec"), ".proto").map((file) => readFileSync(file, "utf8"));
  /** Messages that agents hand to one another, and what they are made of: `Plan`, `Storey`, `Clause`. */
  const types = protos.flatMap((text) => [...text.matchAll(/^(?:message|enum) (\w+)/gm)].map(([, name]) => name!));

  /** Words of the language. */
  const ownTypes = new Set(["Map", "Set"]);

  test("no agent id and no type of the domain stands in the router's or the orchestrator's source", () => {
    expect([sources.length > 40, agents.length >= 5, types.length > 20]).toEqual([true, true, true]);
    const found = sources.flatMap((file) => {
      // Without comments and text: "a step of the plan" in a sentence binds nothing.
      const text = readFileSync(file, "utf8");
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      const symbols = new Set(code.match(/\b[A-Z]\w+/g));
      return [
        ...agents.filter((agent) => text.includes(agent)),
        ...(/viba[./]aec/.test(text) ? ["viba.aec"] : []),
        ...types
          .filter((type) => symbols.has(`${type}Schema`) || symbols.has(type))
          .filter((type) => !ownTypes.has(type)),
      ].map((name) => `${name} in ${file}`);
    });
    expect(found).toEqual([]);
  });

  test("an agent renamed in its manifest is used unchanged", async () => {
    using folder = tempFolder();
    const renamed = join(root, "test", "fixtures", "renamed_agent");
    const args = ["--out", join(folder.path, "out"), "--data", join(folder.path, "data"), "--json"];
    const choice = ["--without", "bim_specialist", "--agent", renamed, ...withoutRivals];
    const ended = await viba(["design", "강남에 50평 모던 카페를 설계해줘", ...args, ...choice]);
    expect(ended.code).toBe(0);
    const { agents_used: used } = JSON.parse(ended.stdout) as { agents_used: string[] };
    expect(used).toContain("somebody_else");
    expect(used).not.toContain("bim_specialist");
  });
});

/** Every service that the contracts hold, from the generated files themselves. */
async function allServices(): Promise<DescService[]> {
  const files = filesUnder(join(root, "packages", "contracts", "gen", "viba"), "_pb.ts");
  const modules = await Promise.all(files.map((file) => import(file) as Promise<Record<string, unknown>>));
  const generated = modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (name.startsWith("file_") ? [value as GenFile] : [])),
  );
  expect(generated).toHaveLength(files.length);
  return generated.flatMap((file) => file.services);
}
const services = await allServices();
const methods = services.flatMap((service) => service.methods);

describe("who may call what", () => {
  test("every method of every service says so", () => {
    const protos = filesUnder(join(root, "proto", "viba"), ".proto").map((file) => readFileSync(file, "utf8"));
    const written = protos.flatMap((text) => [...text.matchAll(/^ {2}rpc (\w+)\(/gm)]).length;
    expect([methods.length, services.length >= 10]).toEqual([written, true]);
    const silent = methods.filter(
      (method) => rolesOf(method).length === 0 || rolesOf(method).includes(Role.UNSPECIFIED),
    );
    expect(silent.map((method) => `${method.parent.typeName}/${method.name}`)).toEqual([]);
  });

  /** Written down apart from the code: what a caller of each kind counts as. */
  const callers: Record<string, { readonly own?: Role; readonly counts: readonly Role[] }> = {
    nobody: { counts: [Role.OPEN] },
    viewer: { own: Role.VIEWER, counts: [Role.OPEN, Role.VIEWER] },
    designer: { own: Role.DESIGNER, counts: [Role.OPEN, Role.VIEWER, Role.DESIGNER] },
    operator: { own: Role.OPERATOR, counts: [Role.OPEN, Role.VIEWER, Role.DESIGNER, Role.OPERATOR] },
    admin: { own: Role.ADMIN, counts: [Role.OPEN, Role.VIEWER, Role.DESIGNER, Role.OPERATOR, Role.ADMIN] },
    service: { own: Role.SERVICE, counts: [Role.OPEN, Role.SERVICE] },
    agent: { own: Role.AGENT, counts: [Role.OPEN, Role.AGENT] },
  };

  test.each(Object.keys(callers))("a caller that is %s reaches exactly the methods that name it", async (kind) => {
    const { own, counts } = callers[kind]!;
    const principal = own === undefined ? undefined : { roles: [own], subject: kind, tenant: "local" };
    const reached = await Promise.all(
      methods.map(async (method) => `${nameOf(method)}: ${await call(method, principal)}`),
    );
    const refused = own === undefined ? "UNAUTHENTICATED" : "DENIED";
    const wanted = methods.map((method) => {
      const may = rolesOf(method).some((role) => counts.includes(role));
      return `${nameOf(method)}: ${may ? "reached" : refused}`;
    });
    expect(reached).toEqual(wanted);
  });

  test("work and people's doors are apart: no agent starts runs, and no person registers agents", () => {
    const of = (role: Role) => methods.filter((method) => rolesOf(method).includes(role)).map(nameOf);
    expect(of(Role.AGENT).sort()).toEqual([
      "ArtifactService/GetBlob",
      "ArtifactService/PutBlob",
      "MemoryService/ReadValue",
      "MemoryService/WriteValue",
      "MonitorService/ReportSpans",
      "RegistryService/Deregister",
      "RegistryService/Heartbeat",
      "RegistryService/Register",
      "RouterService/Call",
    ]);
  });
});

function rolesOf(method: DescMethod): readonly Role[] {
  return getOption(method, access).roles;
}

function nameOf(method: DescMethod): string {
  return `${method.parent.name}/${method.name}`;
}

/** Calls a method through the guard as this caller; the handler behind it only says that it was reached. */
async function call(method: DescMethod, principal: Principal | undefined): Promise<string> {
  const reached = () => {
    throw new MeshError("CONFLICT", "reached");
  };
  const handlers = { [method.localName]: reached };
  const guarded = guard({ service: method.parent, handlers }, { verify: () => principal, monotonicMs: () => 0 });
  const context = createHandlerContext({
    service: method.parent,
    method,
    protocolName: "test",
    requestMethod: "POST",
    url: "test:/",
    contextValues: createContextValues(),
  });
  try {
    const answer = guarded.handlers[method.localName]!({}, context);
    if (typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer) {
      await Array.fromAsync(answer as AsyncIterable<unknown>);
    } else await answer;
  } catch (error) {
    const { reason } = toMeshError(error);
    return reason === "CONFLICT" ? "reached" : reason;
  }
  return "answered";
}
