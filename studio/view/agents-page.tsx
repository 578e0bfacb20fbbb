import type { ListAgentsResponse } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { type AgentInfo, AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { pick } from "../core/format.ts";
import { conditionLabel, typeLabel } from "../core/labels.ts";
import type { Texts } from "../core/texts.ts";
import { type Loaded, useFocusOn } from "../shell/hooks.ts";
import { useStudio } from "./context.ts";
import { ProblemBox } from "./problem-box.tsx";

/** The agents of the mesh, how they are and what they promise. */
export function AgentsPage({ loaded }: { loaded: Loaded<ListAgentsResponse> }) {
  const { t } = useStudio();
  const heading = useFocusOn("agents");
  return (
    <section aria-labelledby="agents-title">
      <div class="page-head">
        <h1 id="agents-title" ref={heading} tabIndex={-1}>
          {t.agents}
        </h1>
        <p class="note">{t.agentsNote}</p>
      </div>
      {loaded.problem && <ProblemBox problem={loaded.problem} onRetry={loaded.again} />}
      {!loaded.value && !loaded.problem && <p class="note">{t.loading}</p>}
      {loaded.value?.agents.length === 0 && <p class="note">{t.noAgents}</p>}
      <ul class="agents">
        {loaded.value?.agents.map((agent) => (
          <li key={agent.instanceId}>
            <AgentCard agent={agent} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateOf(agent: AgentInfo): keyof Texts {
  switch (agent.state) {
    case AgentState.READY:
      return "ready";
    case AgentState.SUSPECT:
      return "suspect";
    case AgentState.DRAINING:
      return "draining";
    case AgentState.BROKEN:
      return "broken";
    default:
      return "unknown";
  }
}

function AgentCard({ agent }: { agent: AgentInfo }) {
  const { lang, t } = useStudio();
  const { manifest } = agent;
  const state = stateOf(agent);
  return (
    <section class="panel agent">
      <div class="agent-head">
        <h2>{pick(lang, manifest?.titleKo ?? "", manifest?.titleEn ?? "") || manifest?.agentId}</h2>
        <span class={`state ${state}`}>{t[state]}</span>
      </div>
      <p class="note">
        <code>{manifest?.agentId}</code> {manifest?.version}
      </p>
      <dl class="facts">
        <div>
          <dt>{t.inFlight}</dt>
          <dd>{agent.routerInFlight}</dd>
        </div>
        <div>
          <dt>{t.attemptsTold}</dt>
          <dd>
            {String(agent.attempts)}
            {agent.failures > 0n && ` (${t.failures} ${agent.failures})`}
          </dd>
        </div>
      </dl>
      <h3>{t.promises}</h3>
      <ul class="promises">
        {manifest?.capabilities.map((capability) => (
          <li key={capability.name}>
            <Promised capability={capability} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Promised({ capability }: { capability: Capability }) {
  const { lang } = useStudio();
  const { name, inputs, outputType, conditions, tags, description } = capability;
  return (
    <>
      <p class="promise">
        <code>{name}</code>
        <span class="flow">
          {inputs.map(({ type, presence }) => (
            <span key={type} class={presence === Presence.OPTIONAL ? "maybe" : ""}>
              {typeLabel(type, lang)}
            </span>
          ))}
          <b aria-label="→">→</b>
          <span class="out">{typeLabel(outputType, lang)}</span>
        </span>
      </p>
      {description && <p class="note">{description}</p>}
      {(conditions.length > 0 || tags.length > 0) && (
        <p class="tags">
          {conditions.map((condition) => (
            <code key={condition.attribute + condition.operator}>{conditionLabel(condition)}</code>
          ))}
          {tags.map((tag) => (
            <span key={tag} class="tag">
              {tag}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
