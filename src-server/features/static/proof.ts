import { type BigIntStats, statSync } from 'node:fs';
import type { Disk } from '../../files/disk.ts';
import type { ChangeCount, FolderWatches } from '../../files/folder-watches.ts';

/**
 * After this the whole way through the pipeline is taken once more, for what a look at the files cannot show: a coded form
 * that was put beside one.
 */
const RECHECK_MS = 30_000;
/** For so long a look serves while no change is heard of: some changes never are. */
const UNHEARD_MS = 1_000;
/** A file written this recently could change again within its timestamp's resolution: it proves nothing yet. */
const SETTLED_MS = 50;
const IF_THERE = { throwIfNoEntry: false } as const;

/** A file as it was when it was looked at. */
export interface FileVersion {
  readonly path: string;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

export function versionOf(path: string, { ino, size, mtimeMs }: BigIntStats): FileVersion {
  return { path, ino: Number(ino), size: Number(size), mtimeMs: Number(mtimeMs) };
}

/** What an answer rests on: while this is so on the disk, the same answer is right again. */
export interface Proof {
  /** The file that was sent, in the version that was sent; after a coded form that lay beside it, the original. */
  readonly files: readonly FileVersion[];
  /** Places that held nothing and win when they do, such as an index file of a higher rank. */
  readonly absentPaths: readonly string[];
  /** Where they lie. */
  readonly disk: Disk;
}

/** A proof that is looked at again and again. */
export interface StandingProof extends Proof {
  /** Of each file: ctime tells changed rights, which size and mtime do not. */
  readonly ctimesMs: readonly number[];
  readonly expiresAt: number;
  /** Undefined where each turn needs a look: changes of these places are not heard of. */
  readonly changes: ChangeCount | undefined;
  /** Their count just before the last look. */
  changesSeen: number;
  lookAgainAt: number;
  /** In which this was last found to hold. */
  turn: Turn | undefined;
}

/** Requests that one poll for events brought: they were received before any of them is answered. */
export interface Turn {
  readonly beganAt: number;
}

/**
 * Finds out whether kept answers are still right. Where changes are heard of, a look at the disk serves until the next one:
 * a change that was made before a request has been heard of when the request's turn begins. Elsewhere each turn looks once at
 * what its requests need.
 */
export class ProofCheck {
  readonly #watches: FolderWatches;

  constructor(watches: FolderWatches) {
    this.#watches = watches;
  }

  /** @returns undefined if the proof does not hold, or is too fresh to be relied on */
  accept(proof: Proof): StandingProof | undefined {
    if (!proof.disk.isQuick) return undefined;
    const changes = this.#changesAround(proof);
    const ctimesMs: number[] = [];
    let names = 0;
    for (const file of proof.files) {
      const look = lookAt(file.path, proof.disk);
      if (!look || !isSameFile(file, look) || !isSettled(look)) return undefined;
      ctimesMs.push(look.ctimeMs);
      names += look.nlink;
    }
    return {
      ...proof,
      ctimesMs,
      expiresAt: performance.now() + RECHECK_MS,
      changes: names === proof.files.length ? changes : undefined, // what is done under another name is not heard of
      changesSeen: Number.NaN,
      lookAgainAt: 0,
      turn: undefined,
    };
  }

  /** Requests of one turn share a look: they had all arrived before it. */
  holds(proof: StandingProof, turn: Turn): boolean {
    if (!proof.disk.isQuick) return false; // everybody would wait for it
    if (proof.turn === turn) return true;
    if (!nothingWasHeard(proof, turn) && !isFoundTrue(proof, turn)) return false;
    proof.turn = turn;
    return true;
  }

  #changesAround({ files, absentPaths }: Proof): ChangeCount | undefined {
    const counts = [...files.map(({ path }) => path), ...absentPaths].map((path) => this.#watches.around(path));
    return counts.every((count) => count === counts[0]) ? counts[0] : undefined;
  }
}

/** Since the last look, which was not long ago. */
function nothingWasHeard({ changes, changesSeen, lookAgainAt }: StandingProof, { beganAt }: Turn): boolean {
  return changes !== undefined && changes.value === changesSeen && beganAt < lookAgainAt;
}

/** Looks at the disk. */
function isFoundTrue(proof: StandingProof, { beganAt }: Turn): boolean {
  const { files, absentPaths, ctimesMs, disk } = proof;
  if (beganAt > proof.expiresAt) return false;
  if (proof.changes) proof.changesSeen = proof.changes.value;
  proof.lookAgainAt = beganAt + UNHEARD_MS;
  for (const path of absentPaths) if (lookAt(path, disk)) return false;
  return files.every((file, i) => {
    const look = lookAt(file.path, disk);
    return look !== undefined && look.ctimeMs === ctimesMs[i] && isSameFile(file, look);
  });
}

interface Look {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly nlink: number;
}

function lookAt(path: string, disk: Disk): Look | undefined {
  try {
    return disk.askNow(() => statSync(path, IF_THERE));
  } catch {
    return undefined; // e.g. ENOTDIR: nothing is there
  }
}

export const isSameFile = (file: FileVersion, now: Omit<FileVersion, 'path'>): boolean =>
  now.ino === file.ino && now.size === file.size && Math.trunc(now.mtimeMs) === file.mtimeMs;

const isSettled = ({ mtimeMs, ctimeMs }: Look): boolean => Date.now() - Math.max(mtimeMs, ctimeMs) >= SETTLED_MS;
