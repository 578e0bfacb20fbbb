// A process with a link server, for tests that kill it. Its first message is the port.
import { systemClock } from "@viba/runtime/clock";
import { plainRoute } from "./link-rig.ts";
import { serveLink } from "./serve-link.ts";

const server = await serveLink({
  host: "127.0.0.1",
  port: Number(process.argv[2] ?? 0),
  clock: systemClock,
  name: "child",
  routes: [plainRoute((event) => process.send?.(event))],
});
process.send?.(server.port);
process.on("disconnect", () => process.exit(0));
