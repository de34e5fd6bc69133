export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Entries for the optional packages that others in the lock file name and that it does not have. */
export function missingOptional({ packages }: LockFile): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const isThere = foldersAbove(path).some((folder) => `${folder}node_modules/${name}` in packages);
      if (!isThere) missing[`node_modules/${name}`] = platformPackage(name, version, entry.dev === true);
    }
  }
  return missing;
}

/** Where Node looks for packages: "a/node_modules/b/" finds them below itself, below "a/" and at the top. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/node_modules/');
  return [...parts.map((_, i) => `${parts.slice(0, parts.length - i).join('/node_modules/')}/`), ''];
}

/** Such packages are named for their platform: `@biomejs/cli-linux-x64-musl`, `@oxc-parser/binding-win32-arm64-msvc`. */
function platformPackage(name: string, version: string, dev: boolean): LockedPackage {
  const words = name.slice(name.indexOf('/') + 1).split('-');
  const at = words.findIndex((word) => PLATFORMS.includes(word));
  const [os, cpu] = [words[at], words[at + 1]];
  if (!/^\d/.test(version) || os === undefined || cpu === undefined) {
    throw new Error(`${name}@${version} does not name a version and a platform; add it to package-lock.json by hand`);
  }
  const libc = libcOf(words);
  return { version, cpu: [cpu], ...(dev ? { dev } : {}), ...(libc ? { libc: [libc] } : {}), optional: true, os: [os] };
}

const PLATFORMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];

function libcOf(words: readonly string[]): string | undefined {
  if (words.some((word) => word.startsWith('musl'))) return 'musl';
  return words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
}
