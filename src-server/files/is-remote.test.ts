import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { isRemote } from './is-remote.ts';

vi.mock('node:fs', { spy: true });
afterEach(() => void vi.restoreAllMocks());

const linux = process.platform === 'linux';

test('a folder of this computer is not remote, nor one that is missing', () => {
  expect(isRemote(tmpdir())).toBe(false);
  expect(isRemote('/nowhere/at/all')).toBe(false);
});

test.runIf(linux).each([
  ['NFS', 0x6969, true],
  ['SMB 2', 0xfe534d42, true],
  ['FUSE', 0x65735546, true],
  ['ext4', 0xef53, false],
])('%s: %#', (_, type, remote) => {
  vi.spyOn(fs, 'statfsSync').mockReturnValue({ type } as ReturnType<typeof fs.statfsSync>);
  expect(isRemote('/')).toBe(remote);
});
