import { readAnswers } from './answers.ts';
import { type Batch, makeBatch, sendBatch } from './batch.ts';
import { Random } from './random.ts';
import type { FuzzTarget } from './target.ts';

export interface FuzzOptions {
  /** Requests to send, at least. */
  readonly requests: number;
  readonly seed: number;
  readonly connections?: number;
  /** How long files that are kept open for a while may stay so after the last request. */
  readonly settleMs?: number;
  readonly progress?: (sent: number) => void;
  /** Makes what a connection sends; requests for files if left out. */
  readonly make?: (random: Random) => Batch;
}

export interface FuzzReport {
  readonly sent: number;
  readonly answered: number;
  readonly connections: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly memoryGrowthMb: number;
  /** More of them than after the warm-up. */
  readonly filesLeftOpen: number;
}

/** A request that takes longer than this hangs. */
const PATIENCE_MS = 5_000;
/** Part of the run after which the server's caches are full and its code is compiled. */
const WARM_UP = 0.2;

interface Tally {
  sent: number;
  answered: number;
  connections: number;
  statuses: Record<number, number>;
}

/** Fires at the server. @throws Error on a crash, a hang, an answer 500 or one that is no HTTP, with the seed and the bytes */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const { requests, seed, connections = 16, settleMs = 1_500, progress, make = makeBatch } = options;
  const random = new Random(seed);
  const tally: Tally = { sent: 0, answered: 0, connections: 0, statuses: {} };
  const fireUntil = async (end: number) => {
    while (tally.sent < end) {
      const batch = make(random);
      tally.sent += batch.requests;
      tally.connections += 1;
      await fire(target, batch, tally).catch((error: Error) => {
        throw new Error(
          `${error.message}\nseed ${seed}, connection ${tally.connections}, sent:\n${shown(batch.bytes)}`,
        );
      });
      if (progress && tally.connections % 5_000 === 0) progress(tally.sent);
    }
  };
  const allUntil = (end: number) => Promise.all(Array.from({ length: connections }, () => fireUntil(end)));
  await allUntil(requests * WARM_UP);
  await pause(settleMs);
  const memoryBefore = target.memoryMb();
  const filesBefore = target.openFiles();
  await allUntil(requests);
  await pause(settleMs);
  assertAlive(target);
  const memoryGrowthMb = target.memoryMb() - memoryBefore;
  return { ...tally, memoryGrowthMb, filesLeftOpen: target.openFiles() - filesBefore };
}

async function fire(target: FuzzTarget, batch: Batch, tally: Tally): Promise<void> {
  const received = await sendBatch(target.port, batch, PATIENCE_MS);
  assertAlive(target);
  if (batch.resets) return;
  for (const { status, fields } of readAnswers(received)) {
    tally.answered += 1;
    tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
    if (status === 500) throw new Error(`an answer 500: ${target.complaints()}`);
    if (status >= 200 && fields.date === undefined) throw new Error(`an answer ${status} without Date`);
  }
}

function assertAlive(target: FuzzTarget): void {
  const end = target.ended();
  if (end !== undefined) throw new Error(`the server ended: ${end}`);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const shown = (bytes: Buffer): string => JSON.stringify(bytes.toString('latin1'));
