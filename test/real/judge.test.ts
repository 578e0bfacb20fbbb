import { judgeSuite } from "../support/judge.ts";

judgeSuite(["three-cafe", "three-hanok", "three-mixed", "house-60py", "off-3f", "mix-2f"]);
