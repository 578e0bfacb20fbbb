// The `viba` command. Every command is loaded when it is asked for, so that help and errors come at once.
import { enableCompileCache } from "node:module";

enableCompileCache();

const { endWithReader, watchDoor } = await import("./door.ts");
watchDoor(process);
endWithReader(process);
const { runProgram } = await import("./program.ts");
await runProgram(process);
