import fs from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Disk } from './disk.ts';
import { OpenFile } from './open-file.ts';

vi.mock('node:fs', { spy: true });
const real = await vi.importActual<typeof fs>('node:fs');
afterEach(() => void vi.restoreAllMocks());

let file: OpenFile;
beforeEach(() => {
  const descriptor = fs.openSync(import.meta.filename, 'r');
  file = new OpenFile(descriptor, fs.fstatSync(descriptor, { bigint: true }), disk);
});

const disk = new Disk();
const failure = (code: string) => Object.assign(new Error(`${code}: close`), { code });

/** As a network share fails: the descriptor is given back, and a failure is reported. */
function failToClose(code: string): void {
  vi.spyOn(fs, 'closeSync').mockImplementation((descriptor) => {
    real.closeSync(descriptor);
    throw failure(code);
  });
  vi.spyOn(fs, 'close').mockImplementation((descriptor, told) => {
    real.closeSync(descriptor);
    told?.(failure(code));
  });
}

async function askQuickly(): Promise<void> {
  await vi.waitFor(async () => {
    await disk.ask(
      () => undefined,
      async () => undefined,
    );
    expect(disk.isQuick).toBe(true);
  });
}

test('a failing close of what was only read changes nothing, on the event loop or off it', async () => {
  failToClose('EIO');
  await file.close();
  file = new OpenFile(fs.openSync(import.meta.filename, 'r'), file.stat, disk);
  await askQuickly();
  expect(file.close()).toBeUndefined();
});

test('closing twice is our own mistake, and is told', async () => {
  failToClose('EBADF');
  await expect(async () => file.close()).rejects.toThrow('EBADF');
});
