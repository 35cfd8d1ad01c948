interface Api {
  coord(value: readonly number[]): number[];
  value(dimension: number): number;
}

/** Draws a bar between two numbers of the axis, as high as the third; custom, because ECharts' own bars stand on categories. */
export function barOf(color: string): (params: object, api: Api) => object {
  return (_, api) => {
    const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)]);
    const [right = 0, bottom = 0] = api.coord([api.value(1), 0]);
    return {
      type: 'rect',
      shape: { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: Math.max(0, bottom - top) },
      style: { fill: color },
    };
  };
}
