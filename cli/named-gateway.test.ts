import { fakeClock } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { gatewayMs, namedGateway } from "./named-gateway.ts";

/** What comes of looking for the gateway while time passes; it answers from `upMs` on. */
async function found(env: Record<string, string>, { upMs, token }: { upMs: number; token?: string }) {
  const clock = fakeClock();
  const tokenIn = async () => token;
  const reached = async () => clock.monotonicMs() >= upMs;
  let over = false;
  const looking = namedGateway("/data", { clock, env, tokenIn, reached })
    .catch((error: unknown) => error)
    .finally(() => (over = true));
  while (!over && clock.monotonicMs() < 3 * gatewayMs) await clock.advanceAsync(100);
  expect(clock.pending).toBe(0);
  return looking;
}

const named = { VIBA_GATEWAY: "127.0.0.1:7070" };
const door = { studio: "http://127.0.0.1:7070", token: "t" };

test.each([
  { story: "not named", env: {}, upMs: 0, token: "t", is: undefined },
  { story: "named and there", env: named, upMs: 0, token: "t", is: door },
  { story: "named and just starting", env: named, upMs: 9000, token: "t", is: door },
  { story: "its token in the environment", env: { ...named, VIBA_OWNER_TOKEN: "t" }, upMs: 0, is: door },
])("a gateway that is $story", async ({ env, upMs, token, is }) => {
  expect(await found(env, { upMs, ...(token && { token }) })).toEqual(is);
});

test.each([
  {
    story: "without a token",
    upMs: 0,
    reason: "UNAUTHENTICATED",
    says: /\/data holds no owner-token: name the mesh's/,
  },
  {
    story: "where nobody answers",
    upMs: 2 * gatewayMs,
    token: "t",
    reason: "NOT_FOUND",
    says: /^VIBA_GATEWAY: no gateway answers at 127\.0\.0\.1:7070; start one: \.\/viba serve gateway$/,
  },
])("a gateway named $story is refused with what to do", async ({ upMs, token, reason, says }) => {
  expect(await found(named, { upMs, ...(token && { token }) })).toMatchObject({
    reason,
    message: expect.stringMatching(says),
    messageKo: expect.stringMatching(/[가-힣]/),
  });
});
