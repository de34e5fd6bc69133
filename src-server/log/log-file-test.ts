import type { ServerConfig } from '../config/schema.ts';
import { oneOfTest } from '../files/path-tests.ts';

/** Tells the log's file and the old ones, `access.log.1` …: they say who asked for what, and are never sent. */
export function logFileTest({ file }: Pick<ServerConfig['log'], 'file'>): (path: string) => boolean {
  if (file === undefined) return () => false;
  const isNewest = oneOfTest([file]);
  return (path) => isNewest(path) || (/\d$/.test(path) && isNewest(path.replace(/\.\d+$/, '')));
}
