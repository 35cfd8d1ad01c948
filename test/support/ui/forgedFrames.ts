/** Messages that our page never sends: broken frames, methods that there are not, arguments of every kind. */
export function forgedFrames(count: number): readonly unknown[] {
  const random = randoms(7);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor((random.next().value ?? 0) * list.length)];
  const methods = [
    'constructor',
    '__proto__',
    'toString',
    'page',
    'item',
    'files',
    'preview',
    'openFile',
    'openSource',
    'act',
    'copyText',
    'saveState',
    'exportRows',
    'savePicture',
    'addConstraint',
    'eval',
    '',
    'then',
    '$close',
  ];
  const values = [
    null,
    Number.MAX_VALUE,
    -1,
    '',
    '../../etc/passwd',
    '/etc/passwd',
    [],
    {},
    [[]],
    { key: '../..' },
    { key: 'ab'.repeat(16), name: '../../../../../etc/passwd' },
    { __proto__: { key: 'x' } },
    { action: 'delete', keys: [] },
    { action: 'workbench.action.quit', keys: ['ab'.repeat(16)] },
    { text: 7 },
    { $: 'float' },
    { cause: '`rm`' },
    { where: { toString: 1 } },
    { limit: 1e9 },
    'x'.repeat(100_000),
  ];
  return Array.from({ length: count }, (_, at) => {
    const frame = {
      t: pick(['q', 'q', 'q', 's', 'x', 7]),
      m: pick(methods),
      a: pick([[pick(values)], [pick(values)], [pick(values)], [], pick(values)]),
      i: pick([`f${at}`, `f${at}`, '', null, {}]),
    };
    return pick([
      JSON.stringify(frame),
      JSON.stringify(frame),
      JSON.stringify(frame),
      JSON.stringify(frame).slice(0, 9),
      frame,
      null,
      at,
      'null',
      '"x"',
      '[]',
    ]);
  });
}

/** The same every time. */
function* randoms(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}
