/** Where the runner of one workspace listens; the same for every process of one user on one machine. */
export interface Endpoint {
  /** Folder of mode 0700 that holds the files below. */
  readonly folder: string;
  /** Unix socket, or the name of a pipe on Windows. */
  readonly socket: string;
  /** File of mode 0600 with the secret that `hello` must carry. */
  readonly tokenFile: string;
}

/** What the place of an endpoint depends on; handed in, so that this file touches no machine. */
export interface EndpointFacts {
  /** Absolute, with symbolic links resolved. */
  readonly workspaceRealPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** User id; absent on Windows, where the profile's folder is the user's own. */
  readonly uid: number | undefined;
  readonly platform: string;
  /** SHA-256 of UTF-8 text as lower-case hex. */
  readonly hash: (text: string) => string;
}

/** Hex digits of the workspace's hash: 64 bits tell workspaces apart and keep the socket's path below its limit. */
const NAME_LENGTH = 16;
/** Longest path that `bind` takes for a socket, on the strictest system (macOS: 104 bytes with the final zero). */
const SOCKET_LIMIT = 103;

/**
 * The endpoint of a workspace's runner. A folder that would make the socket's path too long for the system is left for
 * `/tmp`, because every process must come to the same answer without trying.
 */
export function endpointOf(facts: EndpointFacts): Endpoint {
  const { workspaceRealPath, env, platform, hash } = facts;
  const windows = platform === 'win32';
  const name = hash(windows ? workspaceRealPath.toLowerCase() : workspaceRealPath).slice(0, NAME_LENGTH);
  if (windows) {
    const folder = [trimEnd(env['LOCALAPPDATA'] ?? env['TEMP'] ?? 'C:\\Windows\\Temp'), 'sweepdeck', name].join('\\');
    // A pipe's name is visible to all users: the owner's folder in the hash keeps two users' names apart.
    return {
      folder,
      socket: `\\\\.\\pipe\\sweepdeck-${hash(folder.toLowerCase()).slice(0, 2 * NAME_LENGTH)}`,
      tokenFile: `${folder}\\token`,
    };
  }
  const below = `sweepdeck-${facts.uid ?? 0}/${name}`;
  const folder = [env['XDG_RUNTIME_DIR'], env['TMPDIR'], '/tmp']
    .filter((root) => root !== undefined && root.startsWith('/'))
    .map((root) => `${trimEnd(root ?? '')}/${below}`)
    .find((candidate) => byteLength(`${candidate}/s`) <= SOCKET_LIMIT);
  return place(folder ?? `/tmp/${below}`);
}

function place(folder: string): Endpoint {
  return { folder, socket: `${folder}/s`, tokenFile: `${folder}/token` };
}

function trimEnd(folder: string): string {
  return folder.replace(/[\\/]+$/, '');
}

/** At least the UTF-8 length, which is what the system counts: a UTF-16 unit beyond ASCII takes up to three bytes. */
function byteLength(text: string): number {
  return text.replace(/[^\0-\x7f]/g, 'xxx').length;
}
