import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endpointFor } from '../../../runner/endpoint.ts';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

/** What user code finds in its own process of the runner's: nothing that leads to the store or to the socket (reliability.md S31). */

let here: CliWorkspace | undefined;
afterEach(() => here?.remove());

const PYTHON = `
import os, pathlib, time

def links():
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            found.append(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:
            pass
    return found

def texts(pid):
    return [pathlib.Path(f"/proc/{pid}/{name}").read_bytes().decode("latin-1") for name in ("environ", "cmdline")]

def look(x):
    pathlib.Path("ready").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.01)
    linux = os.path.isdir("/proc/self/fd")
    return {"links": links() if linux else [], "texts": texts("self") + texts(os.getppid()) if linux else []}

def harm(x):
    for fd in range(3, 100):
        try:
            os.write(fd, b"\\x00" * 100)
        except OSError:
            pass
    os.closerange(3, 100)
    return {}
`;

const NODE = `
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
export function look() {
  if (!existsSync('/proc/self/fd')) return { links: [] };
  const links = readdirSync('/proc/self/fd').flatMap((name) => { try { return [readlinkSync('/proc/self/fd/' + name)]; } catch { return []; } });
  return { links };
}
`;

const FILES = {
  'code.py': PYTHON,
  'code.mjs': NODE,
  'python.sweep.yaml': 'run: { python: code:look }\nparameters: { x: [1] }\n',
  'node.sweep.yaml': 'run: { node: ./code.mjs#look }\nparameters: { x: [1] }\n',
  'harm.sweep.yaml': 'run: { python: code:harm }\nparameters: { x: { min: 1, max: 20, step: 1 } }\nexecution: { workers: 2 }\n',
};

const rowsSchema = z.array(
  z.looseObject({ outputs: z.looseObject({ links: z.array(z.string()), texts: z.array(z.string()).optional() }) }),
);

async function outputsOf(file: string): Promise<z.infer<typeof rowsSchema>[number]['outputs'] | undefined> {
  const ran = await here?.run('results', file, '--format', 'json');
  return rowsSchema.parse(ran?.json())[0]?.outputs;
}

/** Names of the store, its lock and the runner's socket; the log of an item is its own. */
const OURS = /cache\.db|runner\.lock|\.sock|token/;

describe('user code', () => {
  it('inherits no descriptor of the store, and finds the token neither in its own environment nor in that of its parent', async () => {
    here = cliWorkspace(FILES);
    const { folder } = here;
    const sweep = here.start('run', 'python.sweep.yaml');
    while (!existsSync(`${folder}/ready`)) await new Promise((resolve) => setImmediate(resolve));
    const before = process.env['XDG_RUNTIME_DIR'];
    process.env['XDG_RUNTIME_DIR'] = dirname(folder);
    const token = readFileSync(endpointFor(folder).tokenFile, 'utf8').trim();
    if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
    else process.env['XDG_RUNTIME_DIR'] = before;
    here.write({ go: '' });
    expect((await sweep.ended).code).toBe(0);
    expect((await here.run('run', 'node.sweep.yaml')).code).toBe(0);

    const python = await outputsOf('python.sweep.yaml');
    const node = await outputsOf('node.sweep.yaml');
    const links = [...(python?.links ?? []), ...(node?.links ?? [])];
    expect(links.filter((link) => OURS.test(link))).toEqual([]);
    expect(links.length).toBeGreaterThan(process.platform === 'linux' ? 6 : -1);
    expect(token.length).toBeGreaterThan(20);
    expect(python?.texts?.filter((text) => text.includes(token))).toEqual([]);
  });

  it('harms nothing by writing into descriptors and closing them', async () => {
    here = cliWorkspace(FILES);
    const ran = await here.run('run', 'harm.sweep.yaml', '--json');
    expect(ran.json()).toMatchObject({ done: 20, failed: 0 });
    expect((await here.run('verify')).code).toBe(0);
  });
});
