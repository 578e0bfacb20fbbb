import { renderReport, type ReportInput } from "@viba/building/report/render";

/** A file for the person who asked. */
export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The design report as one HTML file. */
export function reportFile(input: ReportInput): ReportFile {
  return {
    name: "report.html",
    mediaType: "text/html; charset=utf-8",
    bytes: new TextEncoder().encode(renderReport(input)),
  };
}
