import { hash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { type Endpoint, endpointOf } from '../protocol/endpoint.ts';
import { RunnerError } from '../protocol/errors.ts';

/** Where the runner of a workspace listens, on this machine. */
export function endpointFor(workspace: string): Endpoint {
  return endpointOf({
    workspaceRealPath: realpathSync(workspace),
    env: process.env,
    uid: process.getuid?.(),
    platform: process.platform,
    hash: (text) => hash('sha256', text, 'hex'),
  });
}

/** Makes the endpoint's folder, or refuses one that others could look into. */
export function securedFolder(endpoint: Endpoint): void {
  mkdirSync(endpoint.folder, { recursive: true, mode: 0o700 });
  assertPrivate(endpoint.folder);
  assertPrivate(endpoint.folder.slice(0, endpoint.folder.lastIndexOf('/')) || endpoint.folder);
}

/** The token of a running runner; `undefined` when none has left one. */
export function readToken(endpoint: Endpoint): string | undefined {
  try {
    assertPrivate(endpoint.folder);
    return readFileSync(endpoint.tokenFile, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function assertPrivate(folder: string): void {
  if (process.platform === 'win32') return;
  const stat = lstatSync(folder);
  const mine = stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0;
  if (!mine)
    throw new RunnerError(
      'not-authorised',
      `The folder ${folder} does not belong to you alone, so the runner does not use it. Remove it, or set XDG_RUNTIME_DIR to a folder of your own.`,
    );
}
