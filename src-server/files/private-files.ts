import { logNamedTest } from '../log/log-file-test.ts';
import { oneNamedTest } from './path-tests.ts';

/** Files that belong to whoever serves, wherever they lie: keys, the log, the handler module. Never sent, never listed. */
export interface PrivateFiles {
  /** As `allNames` gives them. */
  readonly names: readonly string[];
  /** The same, of a log: the older ones beside it are meant as well. */
  readonly logNames: readonly string[];
}

export function privateFileTest({ names, logNames }: PrivateFiles): (path: string) => boolean {
  const tests = [oneNamedTest(names), logNamedTest(logNames)];
  return (path) => tests.some((test) => test(path));
}
