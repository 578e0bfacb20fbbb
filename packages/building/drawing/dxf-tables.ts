import { dimensionSizes } from "./dxf-sizes.ts";

/** A layer: name, AutoCAD colour number, and whether its lines are dashed. */
export interface Layer {
  readonly name: string;
  readonly colour: number;
  readonly dashed?: boolean;
  /** Width of its lines on paper, hundredths of a millimetre. */
  readonly weight: number;
}

/** A group code and its value. */
export type Tag = readonly [code: number, value: string | number];
/** Gives the next unused handle, hexadecimal. */
export type NextHandle = () => string;

/** Handles of the records of model space and paper space, and of the blocks of dimensions. */
export interface Spaces {
  readonly model: string;
  readonly paper: string;
  readonly blocks: readonly { readonly name: string; readonly handle: string }[];
}

/** The nine symbol tables that a reader expects, those without use empty. */
export function tablesOf(layers: readonly Layer[], { model, paper, blocks }: Spaces, next: NextHandle): Tag[] {
  const table = (name: string, records: (owner: string) => Tag[][], more: Tag[] = []): Tag[] => {
    const owner = next();
    const rows = records(owner);
    return [
      [0, "TABLE"],
      [2, name],
      [5, owner],
      [330, "0"],
      [100, "AcDbSymbolTable"],
      [70, rows.length],
      ...more,
      ...rows.flat(),
      [0, "ENDTAB"],
    ];
  };
  const record = (type: string, kind: string, owner: string, tags: Tag[], handle = next()): Tag[] => [
    [0, type],
    [type === "DIMSTYLE" ? 105 : 5, handle],
    [330, owner],
    [100, "AcDbSymbolTableRecord"],
    [100, `AcDb${kind}TableRecord`],
    ...tags,
  ];
  const lineType = (owner: string, name: string, text: string, dashes: readonly number[]): Tag[] =>
    record("LTYPE", "Linetype", owner, [
      [2, name],
      [70, 0],
      [3, text],
      [72, 65],
      [73, dashes.length],
      [40, dashes.reduce((sum, dash) => sum + Math.abs(dash), 0)],
      ...dashes.flatMap((dash): Tag[] => [
        [49, dash],
        [74, 0],
      ]),
    ]);
  return [
    ...table("VPORT", () => []),
    ...table("LTYPE", (owner) => [
      lineType(owner, "ByBlock", "", []),
      lineType(owner, "ByLayer", "", []),
      lineType(owner, "Continuous", "Solid line", []),
      lineType(owner, "DASHED", "Dashed __ __ __", [300, -150]),
    ]),
    ...table("LAYER", (owner) =>
      [{ name: "0", colour: 7, weight: 25 } as Layer, ...layers].map(({ name, colour, dashed, weight }) =>
        record("LAYER", "Layer", owner, [
          [2, name],
          [70, 0],
          [62, colour],
          [6, dashed ? "DASHED" : "Continuous"],
          [370, weight],
        ]),
      ),
    ),
    ...table("STYLE", (owner) => [
      record("STYLE", "TextStyle", owner, [
        [2, "Standard"],
        [70, 0],
        [40, 0],
        [41, 1],
        [50, 0],
        [71, 0],
        [42, 250],
        [3, "malgun.ttf"],
        [4, ""],
      ]),
    ]),
    ...table("VIEW", () => []),
    ...table("UCS", () => []),
    ...table("APPID", (owner) => [
      record("APPID", "RegApp", owner, [
        [2, "ACAD"],
        [70, 0],
      ]),
    ]),
    ...table(
      "DIMSTYLE",
      (owner) => [
        record("DIMSTYLE", "DimStyle", owner, [
          [2, "Standard"],
          [70, 0],
          [41, dimensionSizes.tick],
          [42, dimensionSizes.away],
          [44, dimensionSizes.beyond],
          [140, dimensionSizes.letters],
          // Oblique ticks, figures along the line and above it, whole millimetres.
          [142, dimensionSizes.tick],
          [73, 0],
          [74, 0],
          [77, 1],
          [271, 0],
        ]),
      ],
      [[100, "AcDbDimStyleTable"]],
    ),
    ...table("BLOCK_RECORD", (owner) => [
      record(
        "BLOCK_RECORD",
        "Block",
        owner,
        [
          [2, "*Model_Space"],
          [340, "0"],
        ],
        model,
      ),
      record(
        "BLOCK_RECORD",
        "Block",
        owner,
        [
          [2, "*Paper_Space"],
          [340, "0"],
        ],
        paper,
      ),
      ...blocks.map(({ name, handle }) =>
        record(
          "BLOCK_RECORD",
          "Block",
          owner,
          [
            [2, name],
            [340, "0"],
          ],
          handle,
        ),
      ),
    ]),
  ];
}

/** The definition of a block that a record names, empty but for what `content` draws. */
export function blockOf(name: string, owner: string, next: NextHandle, content: () => Tag[] = () => []): Tag[] {
  const own = (kind: string): Tag[] => [
    [0, kind],
    [5, next()],
    [330, owner],
    [100, "AcDbEntity"],
    [8, "0"],
  ];
  return [
    ...own("BLOCK"),
    [100, "AcDbBlockBegin"],
    [2, name],
    // 1 marks a block without a name of its own.
    [70, name.startsWith("*D") ? 1 : 0],
    [10, 0],
    [20, 0],
    [30, 0],
    [3, name],
    [1, ""],
    ...content(),
    ...own("ENDBLK"),
    [100, "AcDbBlockEnd"],
  ];
}

/** The root dictionary and the one of groups. */
export function objectsOf(next: NextHandle): Tag[] {
  const [root, groups] = [next(), next()];
  const dictionary = (handle: string, owner: string, entries: Tag[]): Tag[] => [
    [0, "DICTIONARY"],
    [5, handle],
    [330, owner],
    [100, "AcDbDictionary"],
    [281, 1],
    ...entries,
  ];
  return [
    ...dictionary(root, "0", [
      [3, "ACAD_GROUP"],
      [350, groups],
    ]),
    ...dictionary(groups, root, []),
  ];
}
