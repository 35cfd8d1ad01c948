/**
 * `item_files` has, for runs of items whose parameters name files, what these files held: canonical JSON of 64-bit hashes
 * by path in the workspace. It belongs to the fingerprint of the item, as the sweep's fingerprint does.
 */
export const migration0003 = `
CREATE TABLE item_files (run INTEGER PRIMARY KEY REFERENCES run, files TEXT NOT NULL) STRICT;
`;
