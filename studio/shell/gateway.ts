import { type Client, Code, ConnectError, createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";

/** A client of the mesh this page came from. */
export type Gateway = Client<typeof GatewayService>;

/** Fetches the first page again: its answer carries the cookie that makes this browser known to the mesh. */
export async function renewCookie(): Promise<void> {
  await fetch("/", { cache: "no-store" });
}

/** A mesh that was started anew doesn't know the old cookie; one more try with a new one hides that. */
const renewing: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    if (request.stream || ConnectError.from(error).code !== Code.Unauthenticated) throw error;
    await renewCookie();
    return next(request);
  }
};

/** Opens the gateway at an address, by default the one this page came from. */
export function openGateway(baseUrl: string): Gateway {
  return createClient(GatewayService, createConnectTransport({ baseUrl, interceptors: [renewing] }));
}
