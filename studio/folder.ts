import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the studio's sources, for whoever bundles and serves them. */
export const studioFolder = dirname(fileURLToPath(import.meta.url));
