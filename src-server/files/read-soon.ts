import { read, readSync } from 'node:fs';

/** A read that took longer than this did not come from the system's memory: the next ones must not block. */
const SLOW_READ_MS = 2;
const PATIENT_MS = 1_000;

let patientUntil = 0;

/** @param bytesRead undefined if reading failed */
type Done = (bytesRead: number | undefined) => void;

/**
 * Fills a buffer from a place in a file. What the system has in its memory is there in microseconds, while handing the read
 * to another thread and back costs several times as much: so it is read at once, as long as reads are that quick. After a
 * slow one, reads go to a thread for a second: a disk that has to turn stalls nobody more often than that.
 */
export function readSoon(descriptor: number, buffer: Buffer, length: number, position: number, done: Done): void {
  const before = performance.now();
  if (before < patientUntil) {
    read(descriptor, buffer, 0, length, position, (error, bytesRead) => done(error ? undefined : bytesRead));
    return;
  }
  const bytesRead = readNow(descriptor, buffer, length, position);
  const after = performance.now();
  if (after - before > SLOW_READ_MS) patientUntil = after + PATIENT_MS;
  done(bytesRead);
}

function readNow(descriptor: number, buffer: Buffer, length: number, position: number): number | undefined {
  try {
    return readSync(descriptor, buffer, 0, length, position);
  } catch {
    return undefined; // e.g. the disk was taken away
  }
}
