import type { ListAgentsResponse } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import type { Lang } from "../core/format.ts";
import { hrefOf, type Route } from "../core/route.ts";
import type { Loaded } from "../shell/hooks.ts";
import { useStudio } from "./context.ts";

/** Name, places, health of the mesh, language. */
export function Head(props: { route: Route; loaded: Loaded<ListAgentsResponse>; onLang: (lang: Lang) => void }) {
  const { route, loaded, onLang } = props;
  const { lang, t, agents } = useStudio();
  const current = (...pages: Route["page"][]) => (pages.includes(route.page) ? ("page" as const) : undefined);
  const gone = loaded.problem?.reason === "UNREACHABLE";
  return (
    <header class="head">
      <a class="wordmark" href={hrefOf({ page: "compose" })} aria-label="VIBA">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M4 27V7h24v20H18M12 27H4M18 7v9h10M12 16H4" />
          <path class="door" d="M12 27a6 6 0 0 1 6-6" />
        </svg>
        <span>VIBA</span>
      </a>
      <nav>
        <a href={hrefOf({ page: "compose" })} aria-current={current("compose")}>
          {t.design}
        </a>
        <a href={hrefOf({ page: "runs" })} aria-current={current("runs", "run")}>
          {t.runs}
        </a>
        <a href={hrefOf({ page: "agents" })} aria-current={current("agents")}>
          {t.agents}
        </a>
      </nav>
      <p class={gone ? "health gone" : loaded.problem || agents.length === 0 ? "health none" : "health"} role="status">
        <span class="dot" aria-hidden="true" />
        {gone ? t.meshGone : loaded.value ? `${t.agents} ${agents.length}` : "…"}
      </p>
      <button
        type="button"
        class="lang"
        lang={lang === "ko" ? "en" : "ko"}
        aria-label={t.languageLabel}
        onClick={() => onLang(lang === "ko" ? "en" : "ko")}
      >
        {t.language}
      </button>
    </header>
  );
}
