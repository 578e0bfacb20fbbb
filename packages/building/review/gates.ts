import { area } from "../geometry/polygon.ts";
import { contains } from "../law/polygon.ts";
import { type Judged, named } from "./judged.ts";
import type { Measured } from "./measure.ts";
import { sharedArea } from "./overlap.ts";
import { reachableSpaces, stairLinks } from "./reach.ts";

type Gate = Pick<Judged, "id" | "ko" | "en" | "passed" | "measured" | "demanded" | "fix"> & {
  readonly elements?: readonly string[];
};

const gate = (one: Gate): Judged => ({ ...one, gate: true, weight: 0, score: one.passed ? 1 : 0 });

/** Rooms may touch, not overlap: more than this many m2 is a fault. */
const overlapM2 = 0.05;

/** What must hold of any model before its quality is worth a figure. */
export function gateChecks(measured: Measured): Judged[] {
  return [
    schemaGate(measured),
    versionGate(measured),
    solidsGate(measured),
    storeyGate(measured),
    spacesGate(measured),
    overlapGate(measured),
    siteGate(measured),
    reachGate(measured),
    stairGate(measured),
  ];
}

function schemaGate({ read }: Measured): Judged {
  const { faults, faultCount } = read.schema;
  const first = faults[0];
  return gate({
    id: "gate.schema",
    ko: "스키마 유효",
    en: "the file is valid against the schema",
    passed: faultCount === 0,
    measured: first ? `오류 ${faultCount}개 (#${first.id}: ${first.message})` : "오류 0개",
    demanded: "오류 0개",
    fix: "모델 파일의 스키마 오류(속성, 참조, GlobalId)를 고치십시오.",
  });
}

function versionGate({ read }: Measured): Judged {
  return gate({
    id: "gate.version",
    ko: "IFC 4.3 스키마",
    en: "schema is IFC 4.3",
    passed: read.schemaName === "IFC4X3_ADD2",
    measured: read.schemaName || "없음",
    demanded: "IFC4X3_ADD2",
    fix: "모델을 IFC 4.3(IFC4X3_ADD2)으로 쓰십시오.",
  });
}

function solidsGate({ read }: Measured): Judged {
  const broken = read.products.flatMap((product) =>
    product.solids.flatMap((solid) => (solid.kind === "broken" ? [{ product, solid }] : [])),
  );
  const count = read.products.reduce((sum, product) => sum + product.solids.length, 0);
  const first = broken[0];
  return gate({
    id: "gate.solids",
    ko: "모든 입체 생성",
    en: "every solid builds",
    passed: broken.length === 0 && count > 0,
    measured: first
      ? `${count}개 중 ${broken.length}개 실패 (${first.product.key}: ${first.solid.why})`
      : `${count}개 모두`,
    demanded: "모두",
    elements: broken.map(({ product }) => product.key),
    fix: `입체를 만들 수 없는 부재를 고치십시오: ${named(broken.map(({ product }) => product.key))}.`,
  });
}

function storeyGate({ brief, storeys }: Measured): Judged {
  const above = storeys.filter((storey) => storey.number > 0).length;
  const below = storeys.length - above;
  return gate({
    id: "gate.storeys",
    ko: "층수",
    en: "storey count as briefed",
    passed: above === Math.max(1, brief.storeys) && below === brief.basements,
    measured: `지상 ${above}층, 지하 ${below}층`,
    demanded: `지상 ${Math.max(1, brief.storeys)}층, 지하 ${brief.basements}층`,
    fix: `층수를 지상 ${Math.max(1, brief.storeys)}층, 지하 ${brief.basements}층으로 맞추십시오.`,
  });
}

function spacesGate({ storeys }: Measured): Judged {
  const bare = storeys.filter(
    ({ read }) => !read.spaces.some((space) => space.ring.length >= 3 && area(space.ring) > 1),
  );
  const names = bare.map(({ read }) => read.name);
  const spaces = storeys.reduce((sum, { read }) => sum + read.spaces.length, 0);
  return gate({
    id: "gate.spaces",
    ko: "층마다 실 있음",
    en: "spaces on each storey",
    passed: bare.length === 0 && storeys.length > 0,
    measured: bare.length === 0 ? `${storeys.length}개 층에 실 ${spaces}개` : `빈 층: ${named(names)}`,
    demanded: "모든 층에 실",
    elements: names,
    fix: `${named(names)}에 실을 두십시오.`,
  });
}

function overlapGate({ storeys }: Measured): Judged {
  const pairs: string[] = [];
  let worst = 0;
  for (const { read } of storeys) {
    const { spaces } = read;
    spaces.forEach((one, i) => {
      for (const other of spaces.slice(i + 1)) {
        if (Math.min(one.toZ, other.toZ) - Math.max(one.fromZ, other.fromZ) < 0.1) continue;
        const shared = sharedArea(one.ring, other.ring);
        worst = Math.max(worst, shared);
        if (shared > overlapM2) pairs.push(`${one.key}·${other.key}`);
      }
    });
  }
  return gate({
    id: "gate.overlap",
    ko: "실 겹침 없음",
    en: "no two spaces overlap",
    passed: pairs.length === 0,
    measured: `겹친 쌍 ${pairs.length}개, 최대 ${worst.toFixed(2)} m²`,
    demanded: `${overlapM2} m² 이하`,
    elements: pairs,
    fix: `겹친 실을 떼어 놓으십시오: ${named(pairs)}.`,
  });
}

function siteGate({ plot, storeys }: Measured): Judged {
  const out = storeys.flatMap(({ read }) =>
    [
      ...read.slabs.filter((slab) => !slab.ring.every((point) => contains(plot, point, 0.01))),
      ...read.walls.filter((wall) => ![wall.start, wall.end].every((point) => contains(plot, point, 0.01))),
    ].map((one) => one.key),
  );
  return gate({
    id: "gate.site",
    ko: "대지 안에 있음",
    en: "inside the plot",
    passed: plot.length >= 3 && out.length === 0,
    measured: plot.length < 3 ? "대지 경계 없음" : `경계 밖 부재 ${out.length}개`,
    demanded: "0개",
    elements: out,
    fix: `건물을 대지 안으로 옮기십시오: ${named(out)}.`,
  });
}

function reachGate(measured: Measured): Judged {
  const spaces = measured.storeys.flatMap(({ read }) => read.spaces);
  const reached = reachableSpaces(measured);
  const lost = spaces.filter((space) => !reached.has(space)).map((space) => space.key);
  return gate({
    id: "gate.reach",
    ko: "모든 실에 이를 수 있음",
    en: "every space reachable from outside through doors and stairs",
    passed: lost.length === 0 && spaces.length > 0,
    measured: `${spaces.length}개 중 ${spaces.length - lost.length}개`,
    demanded: "모두",
    elements: lost,
    fix: `문이나 계단으로 이를 수 없는 실에 문을 내십시오: ${named(lost)}.`,
  });
}

function stairGate(measured: Measured): Judged {
  const { storeys } = measured;
  const links = stairLinks(measured);
  const missing = storeys.slice(1).flatMap((upper, index) => {
    const lower = storeys[index]!;
    const joined = links.some((link) => link.lower === lower && link.upper === upper);
    return joined ? [] : [`${lower.read.name}-${upper.read.name}`];
  });
  return gate({
    id: "gate.stairs",
    ko: "층을 잇는 계단",
    en: "a stair between each pair of storeys",
    passed: missing.length === 0,
    measured:
      storeys.length === 1
        ? "해당 없음 (단층)"
        : missing.length === 0
          ? `계단 ${links.length}개`
          : `계단 없음: ${named(missing)}`,
    demanded: "이웃한 층마다",
    elements: missing,
    fix: `계단을 두십시오: ${named(missing)}.`,
  });
}
