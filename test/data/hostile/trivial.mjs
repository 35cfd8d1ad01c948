export const f = ({ a, b }) => ({ result: a * b + 1.5 });
