import { Notification } from 'electron';
import { nameOf } from './engine/server-view.ts';
import type { Servers } from './engine/servers.ts';
import type { Words } from './words.ts';

const GATHER_MS = 2_000; // one notice for a whole album

export interface UploadNotices {
  readonly servers: Servers;
  readonly isWanted: () => boolean;
  readonly words: () => Words;
  readonly open: (id: string) => void;
}

/** Says when visitors have sent files. */
export function announceUploads({ servers, isWanted, words, open }: UploadNotices): void {
  const counts = new Map<string, number>();
  const say = (id: string): void => {
    const count = counts.get(id) ?? 0;
    counts.delete(id);
    const folder = servers.find(id);
    if (!folder) return;
    const name = folder.config.name || nameOf(folder.config.root ?? '');
    const notice = new Notification({ title: words().received.title(count, name) });
    notice.on('click', () => open(id));
    notice.show();
  };
  servers.on('records', (id, { uploads }) => {
    if (uploads === 0 || !isWanted()) return;
    if (!counts.has(id)) setTimeout(say, GATHER_MS, id);
    counts.set(id, (counts.get(id) ?? 0) + uploads);
  });
}
