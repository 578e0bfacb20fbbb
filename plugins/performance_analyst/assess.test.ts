import { create } from "@bufbuild/protobuf";
import { EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { expect, test } from "vitest";
import { energyFiles } from "./assess.ts";

test("the monthly chart is a file for the person", () => {
  const months = Array.from({ length: 12 }, (_, month) => ({ heating: 100 * (12 - month), solar: 50 }));
  const files = energyFiles(create(EnergySchema, { months, solarPower: 3, floorArea: 100 }));
  expect(files).toMatchObject([{ name: "energy.svg", mediaType: "image/svg+xml" }]);
  const svg = new TextDecoder().decode(files[0]?.bytes);
  expect(svg).toContain("1월 난방 1,200 kWh");
  expect(svg).toContain("태양광 발전량");
});
