import { Notification } from 'electron';
import type { Words } from './words.ts';

/** Said once in a lifetime: the window is closed, the servers are not. */
export function explainClose(words: Words, on: number, open: () => void): void {
  if (!Notification.isSupported()) return;
  const notice = new Notification({ title: words.closed.title(on), body: words.closed.body });
  notice.on('click', open);
  notice.show();
}
