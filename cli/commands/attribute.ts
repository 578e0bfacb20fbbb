import { MeshError } from "@viba/runtime/errors";

/** An attribute of a goal as the command line gives it: "name=value", several values with commas. */
export function attribute(text: string): [string, { values: string[] }] {
  const [name = "", value = ""] = text.split("=", 2);
  if (name === "" || value === "")
    throw new MeshError("INVALID_ARGUMENT", `--set "${text}": write name=value`, {
      messageKo: `--set "${text}": 이름=값으로 적어 주세요`,
    });
  return [name, { values: value.split(",") }];
}
