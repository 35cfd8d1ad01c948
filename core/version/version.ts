/** The number of a frozen sweep: `v1.2.0`. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** How the next number follows from the last; `keep` replaces the last version under its own number. */
export const BUMPS = ['major', 'minor', 'patch', 'keep'] as const;
export type Bump = (typeof BUMPS)[number];

/** Reads `v1`, `v1.2`, `v1.2.3` or `v1-2-3`; nothing when it is none. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v(\d{1,9})(?:[.-](\d{1,9}))?(?:[.-](\d{1,9}))?$/.exec(text.trim());
  return match ? { major: Number(match[1]), minor: Number(match[2] ?? 0), patch: Number(match[3] ?? 0) } : undefined;
}

export function formatVersion({ major, minor, patch }: Version): string {
  return `v${major}.${minor}.${patch}`;
}

export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** The number after the latest one; the first is v1.0.0, whatever the bump. */
export function nextVersion(latest: Version | undefined, bump: Bump): Version {
  if (latest === undefined) return { major: 1, minor: 0, patch: 0 };
  const { major, minor, patch } = latest;
  switch (bump) {
    case 'major':
      return { major: major + 1, minor: 0, patch: 0 };
    case 'minor':
      return { major, minor: minor + 1, patch: 0 };
    case 'patch':
      return { major, minor, patch: patch + 1 };
    case 'keep':
      return latest;
  }
}
