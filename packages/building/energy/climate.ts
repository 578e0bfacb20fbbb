/** Monthly normals of a climate region; all lists run from January. */
export interface Climate {
  /** Weather station that stands for the region. */
  readonly station: string;
  /** Mean air temperature of the month, °C. */
  readonly temperature: readonly number[];
  /** Half the mean difference between the day's highest and lowest temperature, K. */
  readonly swing: readonly number[];
  /** Mean daily global radiation on the horizontal, kWh/m2. */
  readonly radiation: readonly number[];
  readonly latitude: number;
  readonly longitude: number;
}

const swing = [3.8, 4.2, 4.6, 5, 5.1, 4.5, 3.4, 3.6, 4.3, 4.8, 4.1, 3.8];

/**
 * One station a region of the energy design standard. The figures follow the normals of 1991-2020 as commonly quoted;
 * they are assumptions until compared with the weather service's own tables.
 */
export const climates: Readonly<Record<string, Climate>> = {
  중부1: {
    station: "춘천",
    temperature: [-4.2, -1.1, 4.9, 11.8, 17.6, 22.3, 24.9, 25.1, 19.9, 12.8, 5.6, -1.9],
    swing: swing.map((value) => value + 1.2),
    radiation: [2.25, 3, 3.8, 4.7, 5.1, 4.9, 4, 4.1, 3.7, 3.1, 2.2, 1.9],
    latitude: 37.9,
    longitude: 127.74,
  },
  중부2: {
    station: "서울",
    temperature: [-1.9, 0.7, 6.1, 12.6, 18.2, 22.7, 25.3, 26.1, 21.6, 15, 7.5, 0.2],
    swing,
    radiation: [2.2, 2.95, 3.75, 4.7, 5.05, 4.7, 3.7, 3.95, 3.75, 3.3, 2.25, 1.9],
    latitude: 37.57,
    longitude: 126.97,
  },
  남부: {
    station: "광주",
    temperature: [0.9, 2.9, 7.4, 13.4, 18.7, 22.7, 25.9, 26.4, 22.3, 16.2, 9.6, 3.2],
    swing: swing.map((value) => value + 0.7),
    radiation: [2.5, 3.2, 4, 4.9, 5.3, 4.8, 4.2, 4.5, 3.9, 3.6, 2.7, 2.3],
    latitude: 35.17,
    longitude: 126.89,
  },
  제주: {
    station: "제주",
    temperature: [6.1, 6.8, 9.8, 14.2, 18.3, 21.7, 26.2, 27.2, 23.7, 18.9, 13.6, 8.5],
    swing: swing.map((value) => value - 1.1),
    radiation: [1.6, 2.4, 3.5, 4.6, 5.2, 4.7, 4.8, 4.6, 3.7, 3.4, 2.4, 1.7],
    latitude: 33.51,
    longitude: 126.53,
  },
};

const seoul = climates["중부2"] as Climate;

/**
 * Whose normals stand for a place, in Korean: one station is kept a region, and a place elsewhere in the region is told
 * so: "광주 평년값(1991-2020, 확인 전; 부산 값은 없어 같은 남부 지역을 대표하는 관측소의 값을 씁니다)".
 */
export function normalsOf(region: string, city: string): string {
  const { station } = climateOf(region);
  const period = `${station} 평년값(1991-2020, 확인 전`;
  if (city === "" || city.startsWith(station)) return `${period})`;
  return `${period}; ${city} 값은 없어 같은 ${climates[region] ? region : "중부2"} 지역을 대표하는 관측소의 값을 씁니다)`;
}

/** The climate of a region; an unknown one counts as 중부2, where most is built. */
export function climateOf(region: string): Climate {
  return climates[region] ?? seoul;
}
