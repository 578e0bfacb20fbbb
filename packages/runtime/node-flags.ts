import flags from "./node-flags.json" with { type: "json" };

/**
 * What every Node process of ours is started with (docs/adr/0006); the door reads the same file. They are given at the start
 * because flags of V8 that change while threads run may crash a process.
 */
export const nodeFlags: readonly string[] = flags;
