import type { ServerConfig } from '../config/schema.ts';
import { handlerFile } from '../features/handlers/handlers.ts';
import { allNames } from '../files/path-tests.ts';
import type { PrivateFiles } from '../files/private-files.ts';
import { secretFiles } from '../listen/tls/secret-files.ts';

export function privateFiles({ handlers, log, root, tls }: ServerConfig): PrivateFiles {
  const files = [...secretFiles(tls), ...(handlers === false ? [] : [handlerFile(handlers, root)])];
  return { names: allNames(files), logNames: allNames(log.file === undefined ? [] : [log.file]) };
}
