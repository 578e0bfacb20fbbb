import { useEffect } from "preact/hooks";
import { hrefOf, type Route } from "../core/route.ts";
import { textsIn } from "../core/texts.ts";
import type { Gateway } from "../shell/gateway.ts";
import { useLang, useLoaded, useRoute } from "../shell/hooks.ts";
import { AgentsPage } from "./agents-page.tsx";
import { ComposePage } from "./compose-page.tsx";
import { StudioContext } from "./context.ts";
import { Head } from "./head.tsx";
import { RunPage } from "./run-page.tsx";
import { RunsPage } from "./runs-page.tsx";

/** How often the header asks after the mesh, milliseconds. */
const statusEveryMs = 5000;

/** The whole page. */
export function App({ gateway }: { gateway: Gateway }) {
  const [lang, setLang] = useLang();
  const route = useRoute();
  const agents = useLoaded(() => gateway.listAgents({}), "agents", statusEveryMs);
  const t = textsIn(lang);
  useEffect(() => scrollTo(0, 0), [hrefOf(route)]);
  return (
    <StudioContext.Provider value={{ gateway, lang, t, agents: agents.value?.agents ?? [] }}>
      <a class="skip" href="#main" onClick={skipToMain}>
        {t.skip}
      </a>
      <Head route={route} loaded={agents} onLang={setLang} />
      <main id="main" tabIndex={-1}>
        <Page route={route} loaded={agents} />
      </main>
    </StudioContext.Provider>
  );
}

function Page({ route, loaded }: { route: Route; loaded: Parameters<typeof AgentsPage>[0]["loaded"] }) {
  switch (route.page) {
    case "run":
      return <RunPage key={route.runId} runId={route.runId} />;
    case "runs":
      return <RunsPage />;
    case "agents":
      return <AgentsPage loaded={loaded} />;
    default:
      return <ComposePage />;
  }
}

/** The address bar holds the place, so the link moves the focus itself. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
