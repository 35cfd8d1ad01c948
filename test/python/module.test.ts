import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pythonFolder } from '../../runner/assets.ts';

const python = (program: string): unknown =>
  JSON.parse(
    execFileSync('python3', ['-c', `import json, sys\nbefore = set(sys.modules)\nimport sweepdeck\n${program}`], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: pythonFolder() },
    }),
  );

describe('the Python module outside of a sweep', () => {
  it('has seed 0, no parameters, a temporary folder, and reports to nobody', () => {
    const found = python(
      [
        'sweepdeck.report(step=1, loss=2.0)',
        'folder = sweepdeck.dir()',
        'print(json.dumps([sweepdeck.seed(), sweepdeck.replicate(), sweepdeck.parameters(), folder.is_dir(), folder == sweepdeck.dir(), sweepdeck.new_seed(), sweepdeck.new_seed(64)]))',
        'folder.rmdir()',
      ].join('\n'),
    );
    expect(found).toEqual([0, 0, {}, true, true, 3626764237, expect.any(Number)]);
  });

  it('needs the standard library only, and starts without the slow parts of it', () => {
    const found = python(
      'import sweepdeck._serve\nslow = {"asyncio", "inspect", "random", "typing", "dataclasses", "ctypes", "threading"}\nprint(json.dumps(sorted(slow & (set(sys.modules) - before))))',
    );
    expect(found).toEqual([]);
  });

  it('is read by Python 3.8: no newer syntax', () => {
    const found = python(
      [
        'import ast, pathlib',
        'folder = pathlib.Path(sweepdeck.__file__).parent',
        'print(json.dumps(sorted(f.name for f in folder.glob("*.py") if ast.parse(f.read_text(), feature_version=(3, 8)))))',
      ].join('\n'),
    );
    expect(found).toContain('worker.py');
  });
});
