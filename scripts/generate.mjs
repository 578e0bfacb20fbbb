// Makes packages/contracts/gen anew from proto/.
import { run } from "./run.mjs";

process.exit(run("buf", ["lint"]) && run("buf", ["generate"]) ? 0 : 1);
