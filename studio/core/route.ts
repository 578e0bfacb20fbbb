/** A place in the studio. */
export type Route =
  | { readonly page: "compose" }
  | { readonly page: "runs" }
  | { readonly page: "run"; readonly runId: string }
  | { readonly page: "agents" };

/** The place an address names; an address nobody wrote leads to the start. */
export function parseRoute(hash: string): Route {
  const [page = "", id = ""] = hash.replace(/^#?\/?/, "").split("/", 2);
  if (page === "runs" && /^[\w-]{1,128}$/.test(id)) return { page: "run", runId: id };
  if (page === "runs") return { page: "runs" };
  if (page === "agents") return { page: "agents" };
  return { page: "compose" };
}

/** The address of a place. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case "run":
      return `#/runs/${route.runId}`;
    case "compose":
      return "#/";
    default:
      return `#/${route.page}`;
  }
}
