import type { LineGroup } from '../../protocol/plot.ts';

interface Api {
  coord(value: readonly (number | string)[]): number[];
}

interface Band {
  readonly groups: readonly LineGroup[];
  readonly numeric: boolean;
  place(at: number): number | string;
}

/** Mean ± standard deviation: a band beside the line of a numeric axis, else a bar at each value. */
export function bandOf({ groups, place, numeric }: Band, color: string): object {
  const edge = (api: Api, side: 'lower' | 'upper') => groups.map((group, at) => api.coord([place(at), group[side]]));
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    data: groups.map(({ lower, upper }, at) => [place(at), lower, upper]),
    renderItem({ dataIndex }: { readonly dataIndex: number }, api: Api) {
      if (numeric && dataIndex > 0) return null;
      if (numeric) {
        const points = [...edge(api, 'upper'), ...edge(api, 'lower').toReversed()];
        return { type: 'polygon', shape: { points }, style: { fill: color, opacity: 0.22 } };
      }
      const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = [edge(api, 'upper')[dataIndex], edge(api, 'lower')[dataIndex]];
      return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: color, lineWidth: 2, opacity: 0.6 } };
    },
  };
}
