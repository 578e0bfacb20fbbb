import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Ref, RefTo } from "./schema.ts";
import { createGroups } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";

/** A place in a classification: its code and its title. */
export interface ClassCode {
  readonly code: string;
  readonly title: string;
}

/** Elements and spaces by the systems a coordinator sorts them with. */
export interface Classification {
  /** The object is one of this class; one that the systems don't know is left out. */
  put(object: RefTo<"IfcObjectDefinition">, found: ClassCode | undefined): void;
  write(): void;
}

/** Uniclass, table EF (elements and functions). */
export const elementClasses = {
  wall: { code: "EF_25_10", title: "벽 (Walls)" },
  filling: { code: "EF_25_30", title: "문·창 (Doors and windows)" },
  floor: { code: "EF_30_20", title: "바닥 (Floors)" },
  roof: { code: "EF_30_10", title: "지붕 (Roofs)" },
  stair: { code: "EF_35_10", title: "계단 (Stairs)" },
} as const satisfies Record<string, ClassCode>;

/** Classes of use (건축법 시행령 별표 1) by the words of Brief.use. */
const useClasses: Readonly<Record<string, ClassCode>> = {
  house: { code: "1", title: "단독주택" },
  apartments: { code: "2", title: "공동주택" },
  cafe: { code: "3", title: "제1종 근린생활시설 (휴게음식점)" },
  shop: { code: "3", title: "제1종 근린생활시설 (소매점)" },
  clinic: { code: "3", title: "제1종 근린생활시설 (의원)" },
  community: { code: "3", title: "제1종 근린생활시설 (마을회관)" },
  restaurant: { code: "4", title: "제2종 근린생활시설 (일반음식점)" },
  academy: { code: "4", title: "제2종 근린생활시설 (학원)" },
  gallery: { code: "5", title: "문화 및 집회시설 (전시장)" },
  worship: { code: "6", title: "종교시설" },
  school: { code: "10", title: "교육연구시설 (학교)" },
  library: { code: "10", title: "교육연구시설 (도서관)" },
  kindergarten: { code: "10", title: "교육연구시설 (유치원)" },
  elderly: { code: "11", title: "노유자시설 (노인복지시설)" },
  gym: { code: "13", title: "운동시설" },
  office: { code: "14", title: "업무시설" },
  guesthouse: { code: "15", title: "숙박시설" },
  factory: { code: "17", title: "공장" },
  warehouse: { code: "18", title: "창고시설" },
};

/** Use of a storey as the law has it: homes of several households are apartments. */
export function useIn({ storeys }: Plan, use: string): string {
  const homes = new Set(storeys.flatMap(({ spaces }) => spaces.map(({ unit }) => unit)).filter(Boolean));
  return use === "house" && homes.size > 1 ? "apartments" : use;
}

/** Class of a storey's use; undefined for one that the act doesn't name. */
export const useClass = (plan: Plan, use: string): ClassCode | undefined => useClasses[useIn(plan, use)];

/** Nothing classified yet. */
export function createClassification(sheet: Sheet): Classification {
  const members = createGroups<ClassCode, RefTo<"IfcObjectDefinition">>();
  return {
    put(object, found) {
      if (found) members.put(found, object);
    },
    write() {
      const { writer } = sheet;
      for (const [found, objects] of members.entries()) {
        const { code, title } = found;
        const reference = writer.add("IfcClassificationReference", {
          Identification: code,
          Name: title,
          ReferencedSource: source(sheet, code),
        });
        writer.add("IfcRelAssociatesClassification", {
          GlobalId: sheet.id(`classified/${code}/${title}`),
          RelatedObjects: objects,
          RelatingClassification: reference,
        });
      }
    },
  };
}

function source({ writer }: Sheet, code: string): Ref<"IfcClassification"> {
  return code.startsWith("EF_")
    ? writer.share("IfcClassification", { Source: "NBS", Name: "Uniclass", Description: "Elements and functions" })
    : writer.share("IfcClassification", { Source: "국토교통부", Name: "건축법 시행령 별표 1 용도별 건축물의 종류" });
}
