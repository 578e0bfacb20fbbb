import { mkdir, readdir, readFile, realpath, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { MeshError } from "@viba/runtime/errors";
import type { Lang } from "../output/failure.ts";
import { root } from "../up/agent-folders.ts";

/** What `viba new` was told beside what to make and where. */
export interface NewOptions {
  readonly lang: Lang;
  readonly json?: boolean;
}

/** The sample that every new agent begins as, and the id it has there. */
const template = { folder: join(root, "cli", "template"), id: "hello" } as const;
/** Files of the sample, by their names in the new folder. */
const sources: Readonly<Record<string, string>> = { "agent.ts": "agent.ts", "agent.test.ts": "agent-test.ts" };

/**
 * Makes the folder of a new agent, which starts, answers and passes its test as it stands; says what to do next.
 * The packages it imports are links into this clone. INVALID_ARGUMENT for a kind, name or folder that will not do.
 */
export async function newAgent(kind: string, folder: string, { lang, json }: NewOptions): Promise<void> {
  if (kind !== "agent") {
    throw new MeshError("INVALID_ARGUMENT", `"${kind}" can't be made; write: viba new agent DIR`, {
      messageKo: `"${kind}"은(는) 만들 수 없습니다. 이렇게 적어 주세요: viba new agent 폴더`,
    });
  }
  const into = resolve(folder);
  const id = idOf(basename(into));
  await makeEmpty(into);
  for (const [name, source] of Object.entries(sources)) {
    const text = await readFile(join(template.folder, source), "utf8");
    await writeFile(join(into, name), text.replaceAll(`"${template.id}`, `"${id}`));
  }
  const manifest = { name: id.replaceAll("_", "-"), version: "0.1.0", private: true, type: "module" };
  await writeFile(join(into, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await linkPackages(join(into, "node_modules"));
  process.stdout.write(json ? `${JSON.stringify({ id, folder: into })}\n` : nextText(id, into, lang));
}

function idOf(name: string): string {
  const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  if (/^[a-z][a-z0-9_]{0,63}$/.test(id)) return id;
  throw new MeshError("INVALID_ARGUMENT", `no agent can be called "${name}": begin with a letter from a to z`, {
    messageKo: `에이전트 이름 "${name}"은(는) 쓸 수 없습니다. a에서 z까지의 글자로 시작해 주세요`,
  });
}

async function makeEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length === 0) return;
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `no folder can be made at ${folder}`, {
      messageKo: `${folder}에 폴더를 만들 수 없습니다`,
      cause,
    });
  }
  throw new MeshError("INVALID_ARGUMENT", `${folder} is not empty: name a new folder`, {
    messageKo: `${folder}은(는) 비어 있지 않습니다. 새 폴더를 적어 주세요`,
  });
}

/** Links, since the packages are not published; Node follows them and strips types in the clone. */
async function linkPackages(modules: string): Promise<void> {
  const links = {
    "@viba/sdk": join(root, "sdk", "typescript"),
    "@viba/contracts": join(root, "packages", "contracts"),
    "@bufbuild/protobuf": await realpath(join(root, "sdk", "typescript", "node_modules", "@bufbuild", "protobuf")),
  };
  for (const [name, target] of Object.entries(links)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(target, join(modules, name), "dir");
  }
}

function nextText(id: string, folder: string, lang: Lang): string {
  const [made, test, start, ask] =
    lang === "ko"
      ? [`${folder}에 에이전트 ${id}을(를) 만들었습니다.`, "시험", "메시에서 시작", "물어보기"]
      : [`The agent ${id} is in ${folder}.`, "test it", "start it in a mesh", "ask it"];
  return `${made}
  npx node --test ${join(folder, "agent.test.ts")}    # ${test}
  ./viba up --agent ${folder}    # ${start}
  ./viba call Check --input request.json    # ${ask}: {"@type": "viba.core.v1.Request", "text": "50평 카페"}
`;
}
