import { type BigIntStats, statSync } from 'node:fs';

/**
 * After this the whole way through the pipeline is taken once more, for what a look at the files cannot show: a coded form
 * that was put beside one.
 */
const RECHECK_MS = 30_000;
/** A file written this recently could change again within its timestamp's resolution: it proves nothing yet. */
const SETTLED_MS = 50;
/** A look at the disk that takes longer than this must not be made on the event loop. */
const SLOW_LOOK_MS = 4;
/** A busy machine pauses any program now and then, in the middle of a look too: only a row of slow ones is a slow disk. */
const SLOW_LOOKS = 5;
/** Quick looks that make up for a slow one. */
const QUICK_LOOKS = 10;
const SLOW_DISK_PAUSE_MS = 60_000;
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
}

/** A proof that is looked at again and again. */
export interface StandingProof extends Proof {
  /** Of each file: ctime tells changed rights, which size and mtime do not. */
  readonly ctimesMs: readonly number[];
  readonly expiresAt: number;
  /** Number of the event loop turn in which the disk was last looked at. */
  checkedTurn: number;
}

/** Looks at the disk for kept answers: at most once per turn of the event loop for each of them. */
export class ProofCheck {
  #turn = 0;
  #turnEnds = false;
  /** Grows with slow looks, shrinks with quick ones. */
  #slowness = 0;
  #pausedUntil = 0;

  /** @returns undefined if the proof does not hold, or is too fresh to be relied on */
  accept(proof: Proof): StandingProof | undefined {
    if (performance.now() < this.#pausedUntil) return undefined;
    const ctimesMs: number[] = [];
    for (const file of proof.files) {
      const now = this.#look(file.path);
      if (!now || !isSameFile(file, now) || !isSettled(now)) return undefined;
      ctimesMs.push(now.ctimeMs);
    }
    return { ...proof, ctimesMs, expiresAt: performance.now() + RECHECK_MS, checkedTurn: -1 };
  }

  /** Requests of one turn had all arrived before the turn's look: they share it. */
  holds(proof: StandingProof): boolean {
    if (proof.checkedTurn === this.#turn && this.#turnEnds) return true;
    if (!this.#isTrue(proof)) return false;
    proof.checkedTurn = this.#turn;
    this.#endTurnLater();
    return true;
  }

  #isTrue({ files, absentPaths, ctimesMs, expiresAt }: StandingProof): boolean {
    const before = performance.now();
    if (before > expiresAt || before < this.#pausedUntil) return false;
    for (const path of absentPaths) if (this.#look(path)) return false;
    for (let i = 0; i < files.length; i++) if (!this.#isUnchanged(files[i] as FileVersion, ctimesMs[i])) return false;
    return true;
  }

  #isUnchanged(file: FileVersion, ctimeMs: number | undefined): boolean {
    const now = this.#look(file.path);
    return now !== undefined && now.ctimeMs === ctimeMs && isSameFile(file, now);
  }

  /** Two microseconds on a local disk. On a slow one nothing is kept for a while, as every look would block. */
  #look(path: string): Look | undefined {
    const before = performance.now();
    try {
      return statSync(path, IF_THERE);
    } catch {
      return undefined; // e.g. ENOTDIR: nothing is there
    } finally {
      if (performance.now() - before > SLOW_LOOK_MS) this.#noteSlowLook();
      else if (this.#slowness > 0) this.#slowness -= 1;
    }
  }

  #noteSlowLook(): void {
    this.#slowness += QUICK_LOOKS;
    if (this.#slowness < SLOW_LOOKS * QUICK_LOOKS) return;
    this.#slowness = 0;
    this.#pausedUntil = performance.now() + SLOW_DISK_PAUSE_MS;
  }

  #endTurnLater(): void {
    if (this.#turnEnds) return;
    this.#turnEnds = true;
    setImmediate(() => {
      this.#turnEnds = false;
      this.#turn += 1;
    });
  }
}

interface Look {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

const isSameFile = (file: FileVersion, now: Look): boolean =>
  now.ino === file.ino && now.size === file.size && Math.trunc(now.mtimeMs) === file.mtimeMs;

const isSettled = ({ mtimeMs, ctimeMs }: Look): boolean => Date.now() - Math.max(mtimeMs, ctimeMs) >= SETTLED_MS;
