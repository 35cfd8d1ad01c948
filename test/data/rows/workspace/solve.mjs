export function solve({ n, tolerance = 0.001 }) {
  return { error: n * tolerance };
}
export default solve;
