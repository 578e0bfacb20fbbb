import { onParentGone } from "@viba/runtime/parent";

/** What of the process the door watches. */
interface DoorProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ppid: number;
  exit(code: number): never;
}

/** Whose output the door watches. */
interface OutputProcess {
  readonly stdout: { on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown };
  exit(code: number): never;
}

/** How often a command that npm started without the door looks whether its parent still lives. */
const ppidMs = 500;

/**
 * Ends this process when what the person started is killed: `./viba` hands down a descriptor that closes with it, and
 * watches npm itself; without it (the tests) npm hands down nothing, so there the parent's process id is watched.
 */
export function watchDoor(process: DoorProcess): void {
  if (process.env["VIBA_DOOR_FD"]) {
    onParentGone(Number(process.env["VIBA_DOOR_FD"]), () => process.exit(1));
  } else if (process.env["npm_lifecycle_event"]) {
    const started = process.ppid;
    setInterval(() => process.ppid !== started && process.exit(1), ppidMs).unref();
  }
}

/** Ends quietly when who reads the output has had enough, as in `viba runs | head -3`; any other fault of it is thrown. */
export function endWithReader(process: OutputProcess): void {
  process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}
