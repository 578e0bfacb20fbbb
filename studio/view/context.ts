import type { AgentInfo } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Lang } from "../core/format.ts";
import { type Texts, textsIn } from "../core/texts.ts";
import type { Gateway } from "../shell/gateway.ts";

/** What every part of the page may need. */
export interface Studio {
  readonly gateway: Gateway;
  readonly lang: Lang;
  readonly t: Texts;
  readonly agents: readonly AgentInfo[];
}

const none = undefined as unknown as Gateway;

/** Provided once, by the app. */
export const StudioContext = createContext<Studio>({ gateway: none, lang: "ko", t: textsIn("ko"), agents: [] });

/** The studio of the part that asks. */
export const useStudio = (): Studio => useContext(StudioContext);
