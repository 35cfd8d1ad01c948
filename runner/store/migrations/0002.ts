/**
 * `news` counts the changes of results over all processes: every transaction that adds, hides or removes a row raises it.
 * `settled` remembers of a task that nothing of it was left to run, for the files, environment and results of that moment:
 * `seen` and `counts` are JSON, `digest` binds them to this installation, so that a copied or damaged row says nothing.
 */
export const migration0002 = `
CREATE TABLE news (id INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;
INSERT INTO news (id, number) VALUES (1, 1);
CREATE TABLE settled (
  task INTEGER PRIMARY KEY REFERENCES task, fingerprint INTEGER NOT NULL REFERENCES fingerprint,
  number INTEGER NOT NULL, seen TEXT NOT NULL, counts TEXT NOT NULL, digest TEXT NOT NULL
) STRICT;
`;
