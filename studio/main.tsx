import { render } from "preact";
import { openGateway } from "./shell/gateway.ts";
import { App } from "./view/app.tsx";

render(<App gateway={openGateway(location.origin)} />, document.getElementById("studio")!);
