import type { ServerConfig } from '../config/schema.ts';
import { allNames, oneNamedTest } from '../files/path-tests.ts';

/** Tells the log's file and the old ones, `access.log.1` …: they say who asked for what, and are never sent. */
export function logFileTest({ file }: Pick<ServerConfig['log'], 'file'>): (path: string) => boolean {
  return logNamedTest(file === undefined ? [] : allNames([file]));
}

/** @param names of the newest one, as `allNames` gives them */
export function logNamedTest(names: readonly string[]): (path: string) => boolean {
  const isNewest = oneNamedTest(names);
  return (path) => isNewest(path) || (/\d$/.test(path) && isNewest(path.replace(/\.\d+$/, '')));
}
