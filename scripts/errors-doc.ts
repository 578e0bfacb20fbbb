// Writes docs/reference/errors.md anew: node scripts/errors-doc.ts
import { readFileSync, writeFileSync } from "node:fs";
import { renderErrorsPage } from "../packages/runtime/errors-page.ts";

const root = new URL("../", import.meta.url);
const proto = readFileSync(new URL("proto/viba/error/v1/error.proto", root), "utf8");
writeFileSync(new URL("docs/reference/errors.md", root), renderErrorsPage(proto));
