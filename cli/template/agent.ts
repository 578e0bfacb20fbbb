import { create } from "@bufbuild/protobuf";
import { CheckSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { capability, required } from "@viba/sdk/capability";
import { defineAgent } from "@viba/sdk/definition";
import { serveAgent } from "@viba/sdk/serve";

/** Says whether a request names an area. Nobody else makes this type, so no design asks for it. */
export const agent = defineAgent({
  id: "hello",
  titleKo: "첫 에이전트",
  titleEn: "First agent",
  capabilities: [
    capability({
      name: "hello.area",
      inputs: { request: required(RequestSchema) },
      output: CheckSchema,
      deterministic: true,
      idempotent: true,
      description: "Looks for an area in the sentence.",
      run: ({ inputs: { request } }) => {
        const area = /(\d+)\s*(평|㎡|m2)/.exec(request.text)?.[0] ?? "";
        const passed = area !== "";
        return {
          output: create(CheckSchema, {
            id: "request.area",
            titleKo: "면적을 말했는지",
            titleEn: "an area is named",
            score: passed ? 1 : 0,
            passed,
            measured: area,
          }),
        };
      },
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
