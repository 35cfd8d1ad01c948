/**
 * `sweep_objective` says which objective (kind and target) the runs of a sweep are of; a sweep without a row, of an older
 * version, may hold runs of any. A task whose objective no sweep has ever had has no results, and none of its keys is looked up.
 */
export const migration0004 = `
CREATE TABLE sweep_objective (sweep INTEGER PRIMARY KEY REFERENCES sweep, objective TEXT NOT NULL) STRICT;
`;
