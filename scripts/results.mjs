// Measures with a bench and writes its table for docs/reference/results: `node scripts/results.mjs wire [ROUNDS]`.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = "", rounds = "7"] = process.argv.slice(2);
if (!/^[a-z-]+$/.test(name) || !/^\d+$/.test(rounds)) {
  console.error("usage: node scripts/results.mjs NAME [ROUNDS]   NAME: a bench of `./viba bench`, for example wire");
  process.exit(2);
}

const args = ["bench", name, "--rounds", rounds, "--json"];
const found = JSON.parse(
  execFileSync(join(root, "viba"), args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }),
);
const { bench, base, load, rows, skipped = [] } = found;

const line = (cells) => `| ${cells.join(" | ")} |`;
/** A ratio taken round by round is shown with its interval. */
const cell = (value) => (typeof value === "object" ? `${value.x} (${value.low}..${value.high})` : value);
/** The rows with a bench's own columns in the order it gives them; those that some rows lack are left empty. */
function tableOf(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isNumber = (column) => rows.some((row) => typeof row[column] === "number");
  return [
    line(columns),
    line(columns.map((column) => (isNumber(column) ? "--:" : "---"))),
    ...rows.map((row) => line(columns.map((column) => cell(row[column] ?? "")))),
    "",
  ];
}
/** What a bench measures beside its rows. */
const others = Object.entries(found).filter(([key, value]) => key !== "rows" && typeof value?.[0] === "object");
const processors = cpus();
const text = [
  `# ${bench}`,
  "",
  `\`./viba ${args.join(" ")}\``,
  "",
  `Medians of ${rounds} interleaved rounds${base ? `; \`_x\` is the ratio to \`${base}\` in the same run` : ""}.`,
  `${processors.length} cores (${processors[0]?.model ?? "unknown"}), Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)};`,
  `load average ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after. Above the number of cores the machine was shared with other`,
  "work: then only the ratios mean something, and tails are those of the scheduler.",
  "",
  ...tableOf(rows),
  ...others.flatMap(([key, rows]) => [`## ${key.replaceAll("_", " ")}`, "", ...tableOf(rows)]),
  ...skipped.map((why) => `Skipped ${why}.\n`),
].join("\n");

const folder = join(root, "docs", "reference", "results");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, `${name}.md`), text);
console.log(join("docs", "reference", "results", `${name}.md`));
