import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Real things a test may need; `VIBA_REQUIRE` names those that must be there. */
export type ServerName =
  | "python"
  | "grpcurl"
  | "nats"
  | "toxiproxy"
  | "jaeger"
  | "ifcopenshell"
  | "ezdxf"
  | "chromium"
  | "go";

const files: Record<ServerName, string> = {
  python: "python/bin/python",
  ifcopenshell: "python/bin/python",
  ezdxf: "python/bin/ezdxf",
  grpcurl: "grpcurl",
  nats: "nats-server",
  toxiproxy: "toxiproxy-server",
  jaeger: "jaeger",
  chromium: "chromium",
  go: "go",
};

/**
 * Path of a real server or client: in the folder VIBA_SERVERS (made by scripts/servers.sh) or on the PATH. Absent:
 * undefined, and the test says that it is skipped; with VIBA_REQUIRE naming it, the test fails instead.
 */
export function findServer(name: ServerName): string | undefined {
  const folders = [process.env["VIBA_SERVERS"] ?? "", ...(process.env["PATH"] ?? "").split(delimiter)].filter(Boolean);
  const found = folders.map((folder) => join(folder, files[name])).find((path) => existsSync(path));
  const wanted = (process.env["VIBA_REQUIRE"] ?? "").split(",").includes(name);
  if (!found && wanted) throw new Error(`VIBA_REQUIRE names ${name}, which is neither in VIBA_SERVERS nor on the PATH`);
  return found;
}

/** For describe.skipIf and its title: why a suite does not run. */
export function skipReason(...names: ServerName[]): string | undefined {
  const missing = names.filter((name) => findServer(name) === undefined);
  return missing.length > 0
    ? `skipped: no ${missing.join(", ")} (run scripts/servers.sh DIR, set VIBA_SERVERS=DIR)`
    : undefined;
}
