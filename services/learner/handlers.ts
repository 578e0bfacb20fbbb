import { LearnerService, type PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { route, type Route } from "@viba/transport/routes";

/** What the handlers read. */
export interface LearnerView {
  latest(): PolicySnapshot;
  /** Newest first. */
  snapshots(): PolicySnapshot[];
}

/** The route of LearnerService. */
export function learnerRoute(view: LearnerView): Route {
  return route(LearnerService, {
    getSnapshot: () => ({ snapshot: view.latest() }),
    listPolicies: () => ({ snapshots: view.snapshots() }),
  });
}
