import { drawEnergy } from "@viba/building/energy/drawing";
import type { Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";

/** A file for the person: its name, media type and bytes. */
export interface OutputFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a person gets to look at beside the energy estimate: the monthly chart. */
export function energyFiles(energy: Energy): OutputFile[] {
  return [
    {
      name: "energy.svg",
      mediaType: "image/svg+xml",
      bytes: new TextEncoder().encode(drawEnergy(energy)),
    },
  ];
}
