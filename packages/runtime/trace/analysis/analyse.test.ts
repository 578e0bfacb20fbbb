import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "./analyse.ts";
import { bottlenecks, compare } from "./compare.ts";
import { criticalPath } from "./critical-path.ts";
import { runOf, type SpanPlan, spansOf } from "./fixtures.ts";
import { buildTree, type TraceSpan } from "./tree.ts";

const concept = { step: "Concept", fromMs: 0, toMs: 100, tries: [{ agent: "theorist", fromMs: 2, doneMs: 98 }] };
const shift = (step: typeof concept, byMs: number) => ({
  ...step,
  fromMs: step.fromMs + byMs,
  toMs: step.toMs + byMs,
  tries: step.tries.map((each) => ({ ...each, fromMs: each.fromMs + byMs, doneMs: each.doneMs + byMs })),
});

/** Runs made on purpose, each with the cause that a person would name. */
const runs: { story: string; plan: SpanPlan; spent: string; who: string; atLeast: number }[] = [
  {
    story: "one slow agent in a chain",
    plan: runOf(700, [
      concept,
      { step: "Plan", fromMs: 100, toMs: 700, tries: [{ agent: "architect", fromMs: 102, doneMs: 695 }] },
    ]),
    spent: "work",
    who: "architect",
    atLeast: 0.8,
  },
  {
    story: "a slow agent beside a slower one: only the slower one holds up the run",
    plan: runOf(1000, [
      concept,
      { step: "Energy", fromMs: 100, toMs: 900, tries: [{ agent: "analyst", fromMs: 102, doneMs: 890 }] },
      { step: "Model", fromMs: 100, toMs: 1000, tries: [{ agent: "bim", fromMs: 102, doneMs: 995 }] },
    ]),
    spent: "work",
    who: "bim",
    atLeast: 0.85,
  },
  {
    story: "a queue in the router: no agent had room",
    plan: runOf(600, [
      concept,
      {
        step: "Plan",
        fromMs: 100,
        toMs: 600,
        tries: [{ agent: "architect", fromMs: 102, calledMs: 500, doneMs: 595 }],
      },
    ]),
    spent: "queue",
    who: "Plan",
    atLeast: 0.6,
  },
  {
    story: "a queue in the agent: the call waited for a free slot",
    plan: runOf(600, [
      concept,
      { step: "Plan", fromMs: 100, toMs: 600, tries: [{ agent: "architect", fromMs: 102, beginMs: 480, doneMs: 595 }] },
    ]),
    spent: "queue",
    who: "Plan",
    atLeast: 0.6,
  },
  {
    story: "a long attempt that failed and was tried again",
    plan: runOf(700, [
      concept,
      {
        step: "Model",
        fromMs: 100,
        toMs: 700,
        tries: [
          { agent: "bim", fromMs: 102, doneMs: 500, failed: true },
          { agent: "bim", fromMs: 520, doneMs: 690 },
        ],
      },
    ]),
    spent: "retry",
    who: "Model",
    atLeast: 0.55,
  },
  {
    story: "a short failure and a long wait before the next try",
    plan: runOf(700, [
      concept,
      {
        step: "Model",
        fromMs: 100,
        toMs: 700,
        tries: [
          { agent: "bim", fromMs: 102, doneMs: 110, failed: true },
          { agent: "bim", fromMs: 600, doneMs: 690 },
        ],
      },
    ]),
    spent: "retry",
    who: "Model",
    atLeast: 0.6,
  },
  {
    story: "a slow path: the agent heard the call late",
    plan: runOf(500, [
      concept,
      { step: "Plan", fromMs: 100, toMs: 500, tries: [{ agent: "architect", fromMs: 102, heardMs: 400, doneMs: 490 }] },
    ]),
    spent: "transport",
    who: "Plan",
    atLeast: 0.5,
  },
  {
    story: "a slow journal: the mesh itself, between the steps",
    plan: runOf(900, [concept, shift(concept, 800)]),
    spent: "mesh",
    who: "mesh",
    atLeast: 0.7,
  },
  {
    story: "many small pieces of one agent outweigh one larger piece of another",
    plan: runOf(620, [
      ...[0, 100, 200, 300].map((byMs) => shift({ ...concept, step: `Concept${byMs}` }, byMs)),
      { step: "Plan", fromMs: 400, toMs: 620, tries: [{ agent: "architect", fromMs: 402, doneMs: 615 }] },
    ]),
    spent: "work",
    who: "theorist",
    atLeast: 0.55,
  },
  {
    story: "an agent whose clock is an hour ahead, seen through the call",
    plan: runOf(500, [
      {
        step: "Plan",
        fromMs: 0,
        toMs: 500,
        tries: [{ agent: "architect", fromMs: 2, calledMs: 3, heardMs: 3_600_003, doneMs: 3_600_490, toMs: 495 }],
      },
    ]),
    spent: "transport",
    who: "Plan",
    atLeast: 0.9,
  },
];

describe("the bottleneck of a run made on purpose", () => {
  test.each(runs)("$story", ({ plan, spent, who, atLeast }) => {
    const { causes, path, totalUs } = analyse(spansOf(plan))!;
    expect(causes[0]).toMatchObject({ spent, who });
    expect(causes[0]!.share).toBeGreaterThanOrEqual(atLeast);
    expect(path.reduce((sum, { us }) => sum + us, 0)).toBe(totalUs);
  });

  test("an agent without spans of its own is answerable for the whole call", () => {
    const spans = spansOf(runs[0]!.plan).filter(({ service }) => service === "mesh");
    expect(analyse(spans)!.causes[0]).toMatchObject({ spent: "work", who: "Plan" });
  });

  test("what a call leaves behind, and a stream that ends after its last word, hide nothing", () => {
    const [put, execute] = ["viba.cache.v1.CacheService/Put", "viba.agent.v1.AgentService/Execute"];
    const span = { service: "mesh", kind: "client" };
    const dispatched = (children: SpanPlan[]): SpanPlan => ({
      ...{ name: "viba.router.v1.RouterService/Dispatch", service: "mesh", kind: "server", fromMs: 0, toMs: 100 },
      children: [{ ...span, name: execute, fromMs: 0, toMs: 98 }, ...children],
    });
    const workOf = (children: SpanPlan[]) => analyse(spansOf(dispatched(children)))!.spent.work;
    expect(workOf([])).toBe(98_000);
    expect(workOf([{ ...span, name: put, fromMs: 90, toMs: 150 }])).toBe(98_000);
    expect(workOf([{ ...span, name: put, fromMs: 90, toMs: 100 }])).toBe(90_000);
  });

  test("a hedge is no retry", () => {
    const tries = [
      { agent: "slow", fromMs: 102, doneMs: 690 },
      { agent: "quick", fromMs: 300, doneMs: 680 },
    ];
    const plan = runOf(700, [{ step: "Plan", fromMs: 100, toMs: 700, tries }]);
    expect(analyse(spansOf(plan))!.spent.retry).toBe(0);
  });
});

describe("times of a run", () => {
  test("each service's own time, on the path and off it, and the steps with their tries", () => {
    const { services, steps, shape, spent } = analyse(spansOf(runs[1]!.plan))!;
    const of = (service: string) => services.find((each) => each.service === service)!;
    expect(of("analyst")).toMatchObject({ pathUs: 0, selfUs: 786_000, spans: 2 });
    expect(of("bim").pathUs).toBe(891_000);
    expect(steps).toContainEqual({ step: "Energy", us: 800_000, tries: 1 });
    expect(shape).toBe("Concept Energy Model");
    expect(spent.work).toBeGreaterThan(900_000);
  });

  test("of a trace with the command line above it, the run is what is analysed", () => {
    const run = spansOf(runs[0]!.plan).map((span) => ({ ...span, parentId: span.parentId || "cli" }));
    const cli: TraceSpan = {
      ...run[0]!,
      spanId: "cli",
      parentId: "",
      name: "viba design",
      service: "cli",
      durationUs: 5e6,
    };
    expect(analyse([cli, ...run])!.totalUs).toBe(700_000);
  });

  test("nothing is known of no spans", () => {
    expect(analyse([])).toBeUndefined();
  });
});

describe("against other runs", () => {
  const usual = [480, 500, 520].map((endMs) =>
    analyse(
      spansOf(
        runOf(endMs, [
          concept,
          { step: "Plan", fromMs: 100, toMs: endMs, tries: [{ agent: "architect", fromMs: 102, doneMs: endMs - 5 }] },
        ]),
      ),
    )!,
  );

  test("names what is different from the usual run of the same shape", () => {
    const slow = analyse(spansOf(runs[2]!.plan))!;
    const { totalUs, usualUs, differences, runs: count } = compare(slow, [...usual, analyse(spansOf(runs[1]!.plan))!])!;
    expect([count, totalUs, usualUs]).toEqual([3, 600_000, 500_000]);
    expect(differences[0]).toMatchObject({ spent: "queue", who: "Plan", us: 398_000 });
    expect(differences[1]).toMatchObject({ spent: "work", who: "architect" });
    expect(differences[1]!.us).toBeLessThan(differences[1]!.usualUs);
  });

  test("too few runs of its shape don't say what is usual", () => {
    expect(compare(usual[0]!, usual.slice(1))).toBeUndefined();
  });

  test("over many runs the cause with most time comes first, with how often it was the largest", () => {
    const found = bottlenecks([...usual, analyse(spansOf(runs[4]!.plan))!]);
    expect(found[0]).toMatchObject({ spent: "work", who: "architect", runs: 3, first: 3 });
    expect(found[1]).toMatchObject({ spent: "retry", who: "Model", runs: 1, first: 1 });
    expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });
});

/** Any spans at all: parents anywhere, times in any order. */
const anySpans = fc.array(
  fc.record({
    parent: fc.nat(20),
    startUs: fc.nat(1000),
    durationUs: fc.nat(1000),
    name: fc.constantFrom("run", "step a", "x.RouterService/Dispatch", "x.AgentService/Execute", "attempt a", "other"),
    kind: fc.constantFrom("client", "server", "internal"),
  }),
  { minLength: 1, maxLength: 20 },
);

test("whatever the spans say, the critical path is whole: no gap, no overlap, all of the root's time", () => {
  fc.assert(
    fc.property(anySpans, (given) => {
      const spans = given.map(({ parent, ...span }, at) => ({
        ...span,
        spanId: String(at),
        parentId: parent < at ? String(parent) : "",
        service: "s",
        failed: false,
      }));
      const root = buildTree(spans)!;
      let atUs = root.fromUs;
      for (const { fromUs, toUs } of criticalPath(root)) {
        expect(fromUs).toBe(atUs);
        expect(toUs).toBeGreaterThan(fromUs);
        atUs = toUs;
      }
      expect(atUs).toBe(root.toUs);
      expect(analyse(spans)!.causes.reduce((sum, { us }) => sum + us, 0)).toBe(root.toUs - root.fromUs);
    }),
  );
});
