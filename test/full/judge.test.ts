import { judgeSuite } from "../support/judge.ts";

judgeSuite();
