/** The nested choice of a search space: layers of two kinds. */
export function network({ layer, size = 0, units = 0, dropout }) {
  return { cost: layer === 'conv' ? size * dropout : units + dropout };
}
