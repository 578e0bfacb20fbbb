import { spawn } from "node:child_process";
import { startFakeRouter } from "./fixtures/router.ts";
const router = await startFakeRouter();
for (const mod of ["sdk/typescript/fixtures/agent.ts", "plugins/design_reviewer/agent.ts", "plugins/design_theorist/agent.ts"])
for (const cache of [undefined, undefined, "/tmp/zz-cache", "/tmp/zz-cache", "/tmp/zz-cache", "/tmp/zz-cache"]) {
  const n = router.registrations.length, t0 = performance.now();
  const env: Record<string,string|undefined> = { ...process.env, VIBA_ROUTER: router.address, VIBA_JOIN_FD: "3" };
  if (cache) env.NODE_COMPILE_CACHE = cache; 
  const c = spawn(process.execPath, [mod], { stdio: ["ignore", "ignore", "ignore", "pipe"], env: env as never });
  (c.stdio[3] as NodeJS.WritableStream).end("join-secret\n");
  while (router.registrations.length === n) await new Promise(r => setTimeout(r, 5));
  const fs = await import("node:fs");
  const stat = fs.readFileSync(`/proc/${c.pid}/stat`, "utf8").split(" ");
  console.log(mod, cache, Math.round(performance.now() - t0), "ms; cpu ms", (Number(stat[13])+Number(stat[14]))*10, fs.readFileSync(`/proc/${c.pid}/status`, "utf8").match(/VmRSS.*/)?.[0]);
  c.kill("SIGTERM");
  await new Promise(r => c.once("exit", r));
}
await router.close();
process.exit(0);
