import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../../core/task/paths.ts';

describe('paths', () => {
  const step = fc.constantFrom('a', 'b.c', '..', '.', '', 'ä ö', '...');

  it('resolve as Node does on POSIX', () => {
    const paths = pathsOf('/');
    const relative = fc.array(step, { maxLength: 6 }).map((steps) => steps.join('/'));
    fc.assert(
      fc.property(relative, fc.tuple(fc.constantFrom('', '/', './'), relative), (folder, [start, rest]) => {
        const path = start + rest;
        expect(paths.resolve(`/${folder}`, path)).toBe(posix.resolve(`/${folder}`, path));
        expect(paths.folder(posix.resolve(`/${folder}`))).toBe(posix.dirname(posix.resolve(`/${folder}`)));
      }),
    );
  });

  it('resolve as Node does on Windows', () => {
    const paths = pathsOf('\\');
    const relative = fc
      .array(step, { maxLength: 6 })
      .chain((steps) => fc.constantFrom('/', '\\').map((separator) => steps.join(separator)));
    fc.assert(
      fc.property(
        fc.constantFrom('C:\\', 'd:/'),
        relative,
        fc.constantFrom('', '.\\', 'E:\\', 'C:/', '\\\\server\\share\\'),
        relative,
        (root, folder, start, rest) => {
          fc.pre(!/^[\\/]/.test(folder) && !/^[\\/]/.test(rest));
          expect(paths.resolve(root + folder, start + rest)).toBe(win32.resolve(root + folder, start + rest));
        },
      ),
    );
    expect(paths.resolve('C:\\a', '\\b')).toBe('C:\\b');
    expect(paths.folder('C:\\a\\b')).toBe('C:\\a');
    expect(paths.folder('C:\\a')).toBe('C:\\');
    expect(paths.folder('C:\\')).toBe('C:\\');
  });

  it('know what is inside by whole names', () => {
    const { isInside } = pathsOf('/');
    expect([isInside('/ws', '/ws'), isInside('/ws', '/ws/a'), isInside('/', '/a')]).toEqual([true, true, true]);
    expect([isInside('/ws', '/ws-evil'), isInside('/ws', '/w'), isInside('/ws', '/')]).toEqual([false, false, false]);
  });
});
