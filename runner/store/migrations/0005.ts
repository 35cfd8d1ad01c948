/** `view` holds the state and the deciding run of every item for the same moment as `counts`, of large tasks (keptView.ts). */
export const migration0005 = `
ALTER TABLE settled ADD COLUMN view BLOB;
`;
