import type {
  IfcElectricApplianceTypeEnum,
  IfcFurnitureTypeEnum,
  IfcSanitaryTerminalTypeEnum,
  IfcTransportElementTypeEnum,
} from "./schema.ts";

/** What a kind of furniture or equipment is in the model, with its Korean name. */
export type Piece = { readonly name: string } & (
  | { readonly entity: "IfcFurniture"; readonly type: IfcFurnitureTypeEnum }
  | { readonly entity: "IfcSanitaryTerminal"; readonly type: IfcSanitaryTerminalTypeEnum }
  | { readonly entity: "IfcElectricAppliance"; readonly type: IfcElectricApplianceTypeEnum }
  | { readonly entity: "IfcTransportElement"; readonly type: IfcTransportElementTypeEnum }
);

const furniture = (name: string, type: IfcFurnitureTypeEnum = "USERDEFINED"): Piece => ({
  entity: "IfcFurniture",
  name,
  type,
});

const pieces: Readonly<Record<string, Piece>> = {
  table: furniture("테이블", "TABLE"),
  table_low: furniture("좌식 탁자", "TABLE"),
  chair: furniture("의자", "CHAIR"),
  counter: furniture("카운터"),
  bed: furniture("침대", "BED"),
  bedding: furniture("이부자리"),
  sofa: furniture("소파", "SOFA"),
  desk: furniture("책상", "DESK"),
  shelf: furniture("선반", "SHELF"),
  wardrobe: furniture("옷장"),
  display: furniture("진열대"),
  plant: furniture("화분"),
  kitchen: furniture("주방가구"),
  tree: furniture("나무"),
  car: furniture("자동차"),
  wc: { entity: "IfcSanitaryTerminal", name: "대변기", type: "TOILETPAN" },
  urinal: { entity: "IfcSanitaryTerminal", name: "소변기", type: "URINAL" },
  basin: { entity: "IfcSanitaryTerminal", name: "세면기", type: "WASHHANDBASIN" },
  shower: { entity: "IfcSanitaryTerminal", name: "샤워", type: "SHOWER" },
  washer: { entity: "IfcElectricAppliance", name: "세탁기", type: "WASHINGMACHINE" },
  fridge: { entity: "IfcElectricAppliance", name: "냉장고", type: "REFRIGERATOR" },
  machine: { entity: "IfcElectricAppliance", name: "설비기기", type: "USERDEFINED" },
  lift: { entity: "IfcTransportElement", name: "승강기", type: "ELEVATOR" },
};

/** The piece under a kind; a kind without an entry is furniture called by its key. */
export const pieceOf = (kind: string): Piece => pieces[kind] ?? furniture(kind);
