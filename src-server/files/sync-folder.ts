import { open } from 'node:fs/promises';

/** Makes a rename in the folder survive a power cut. Windows cannot open folders, and needs no such step. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined); // nothing was written through it
}
