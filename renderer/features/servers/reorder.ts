import type { ServerView } from '../../../electron/ipc/contract.ts';

export type Side = 'before' | 'after';

/** Place of a server once it is dropped beside another; counted without itself, as `server:move` does. Undefined: it stays. */
export function placeBeside(
  servers: readonly Pick<ServerView, 'id'>[],
  moved: string,
  over: string,
  side: Side,
): number | undefined {
  const from = servers.findIndex(({ id }) => id === moved);
  const others = servers.filter(({ id }) => id !== moved);
  const at = others.findIndex(({ id }) => id === over);
  if (from < 0 || at < 0) return undefined;
  const place = side === 'before' ? at : at + 1;
  return place === from ? undefined : place;
}

/** Place one further up or down; undefined at the end of the list. */
export function placeBy(servers: readonly Pick<ServerView, 'id'>[], moved: string, by: -1 | 1): number | undefined {
  const from = servers.findIndex(({ id }) => id === moved);
  const place = from + by;
  return from < 0 || place < 0 || place >= servers.length ? undefined : place;
}
