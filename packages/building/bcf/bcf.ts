import { createHash } from "node:crypto";
import { strToU8, zipSync, type Zippable } from "fflate";
import type { Issue } from "./issues.ts";
import { document, element, type XmlNode } from "./xml.ts";

/** Whose issues they are, and from where one looks at them. */
export interface BcfInput {
  readonly issues: readonly Issue[];
  /** File name and digest of the model the GlobalIds belong to. */
  readonly model: { readonly name: string; readonly sha256: string };
  /** Day the issues bear, YYYY-MM-DD: the permit date, so that the same design gives the same bytes. */
  readonly date: string;
  readonly camera: Camera;
}

/** A view in parallel projection; metres in the model's coordinates. */
export interface Camera {
  readonly from: Vector;
  readonly towards: Vector;
  readonly up: Vector;
  /** Height of what the view shows, metres. */
  readonly height: number;
}

type Vector = readonly [x: number, y: number, z: number];

/** More topics than this help nobody; the gravest come first. */
export const mostTopics = 200;

/** The issues as a BCF 2.1 file (buildingSMART): a folder a topic, each with a viewpoint that selects its elements. */
export function writeBcf(input: BcfInput): Uint8Array {
  const files: Zippable = { "bcf.version": strToU8(versionFile()) };
  for (const [index, issue] of input.issues.slice(0, mostTopics).entries()) {
    const topic = uuid(input.model.sha256, issue.key, "topic");
    const view = uuid(input.model.sha256, issue.key, "view");
    files[`${topic}/markup.bcf`] = strToU8(document(markup(input, issue, { topic, view, index })));
    files[`${topic}/viewpoint.bcfv`] = strToU8(document(viewpoint(input.camera, issue, view)));
  }
  // ZIP keeps local time without a zone: noon keeps the day wherever the file is written.
  const [year = 2000, month = 1, day = 1] = input.date.split("-").map(Number);
  return zipSync(files, { level: 6, mtime: new Date(year, month - 1, day, 12) });
}

function versionFile(): string {
  return document(element("Version", { VersionId: "2.1" }, element("DetailedVersion", {}, "2.1")));
}

interface Ids {
  readonly topic: string;
  readonly view: string;
  readonly index: number;
}

/** The order of elements is the schema's. */
function markup({ model, date }: BcfInput, issue: Issue, ids: Ids): XmlNode {
  const priority = { Error: "High", Warning: "Normal", Info: "Low" }[issue.kind];
  return element(
    "Markup",
    {},
    element("Header", {}, element("File", { isExternal: "true" }, element("Filename", {}, model.name))),
    element(
      "Topic",
      { Guid: ids.topic, TopicType: issue.kind, TopicStatus: "Open" },
      element("Title", {}, issue.title),
      element("Priority", {}, priority),
      element("Index", {}, String(ids.index)),
      ...issue.labels.map((label) => element("Labels", {}, label)),
      element("CreationDate", {}, `${date}T00:00:00Z`),
      element("CreationAuthor", {}, "VIBA mesh"),
      element("Description", {}, issue.description),
    ),
    element("Viewpoints", { Guid: ids.view }, element("Viewpoint", {}, "viewpoint.bcfv")),
  );
}

function viewpoint(camera: Camera, issue: Issue, guid: string): XmlNode {
  const selected = [...new Set(issue.guids)].map((id) => element("Component", { IfcGuid: id }));
  return element(
    "VisualizationInfo",
    { Guid: guid },
    element(
      "Components",
      {},
      selected.length > 0 ? element("Selection", {}, ...selected) : undefined,
      element("Visibility", { DefaultVisibility: "true" }),
    ),
    element(
      "OrthogonalCamera",
      {},
      vector("CameraViewPoint", camera.from),
      vector("CameraDirection", camera.towards),
      vector("CameraUpVector", camera.up),
      element("ViewToWorldScale", {}, camera.height.toFixed(3)),
    ),
  );
}

function vector(name: string, values: Vector): XmlNode {
  return element(name, {}, ...["X", "Y", "Z"].map((axis, i) => element(axis, {}, (values[i] ?? 0).toFixed(6))));
}

/** A stable UUID: the same issue of the same model keeps its identity. */
function uuid(...path: readonly string[]): string {
  const hex = createHash("sha256").update(path.join("\u0000")).digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
