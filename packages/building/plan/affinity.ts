/** Pairs of kinds that like to be neighbours, with how much. */
const affinities: Record<string, number> = {
  "kitchen|storage": 1,
  "kitchen|staff": 0.6,
  "kitchen|pantry": 0.6,
  "wc|wc": 1.2,
  "wc|wc_accessible": 1.2,
  "bath|bath": 0.8,
  "bath|dining": 0.5,
  "dining|utility": 1,
  "dining|living": 5,
  "bedroom|dress": 0.6,
  "exam|treatment": 0.6,
  "exam|exam": 0.5,
  "meeting|office": 0.4,
  "manager|meeting": 0.4,
  "laundry|storage": 0.4,
  "breakfast|kitchen": 1.2,
  "kitchen|lobby": 0.3,
  "host|lobby": 0.6,
  "privateroom|privateroom": 0.5,
};

/** How much two kinds like to be neighbours; 0 for strangers. */
export const affinity = (a: string, b: string): number => affinities[a < b ? `${a}|${b}` : `${b}|${a}`] ?? 0;
