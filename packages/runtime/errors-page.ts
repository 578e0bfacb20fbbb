import { Code } from "@connectrpc/connect";
import { errorTable, type ReasonName } from "./error-table.ts";
import { reasonNumber } from "./errors.ts";

/** What each reason means, by name, from the comments of the `Reason` enum in the proto's text. */
export function meaningsOf(proto: string): Map<string, string> {
  const body = /enum Reason \{([^}]*)\}/.exec(proto)?.[1] ?? "";
  const rows = body.matchAll(/\/\/ ([^\n]+)\n\s*REASON_([A-Z_]+) = \d+;/g);
  return new Map([...rows].map(([, meaning, name]) => [name!, meaning!]));
}

/** The page docs/reference/errors.md, made from the error table and the proto. */
export function renderErrorsPage(proto: string): string {
  const meanings = meaningsOf(proto);
  const names = (Object.keys(errorTable) as ReasonName[]).toSorted((a, b) => reasonNumber(a) - reasonNumber(b));
  const rows = names.map((name) => {
    const { code, retryable, nextEn, nextKo } = errorTable[name];
    const cells = [
      `\`${name}\``,
      String(reasonNumber(name)),
      `\`${snakeCase(Code[code])}\``,
      retryable ? "yes" : "no",
      meanings.get(name) ?? "",
      nextEn,
      nextKo,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return `${intro}\n${rows.join("\n")}\n`;
}

const intro = `# Errors

Every failure of the mesh carries a \`viba.error.v1.ErrorDetail\` with one of these reasons. The status code is what gRPC,
gRPC-web and Connect show; "again" says whether the same call may be sent again as it is. Messages name the case at
hand in English and Korean; the detail's \`facts\` hold its figures for programs.

Made by \`node scripts/errors-doc.ts\` from \`packages/runtime/error-table.ts\` and \`proto/viba/error/v1/error.proto\`;
a test holds the three equal.

| reason | number | status code | again | meaning | what to do | 할 일 |
|---|---|---|---|---|---|---|`;

/** The code as gRPC spells it; Connect has one `l` where gRPC has two. */
function snakeCase(name: string): string {
  if (name === "Canceled") return "CANCELLED";
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
