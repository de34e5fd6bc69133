import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { ServerError } from '../../errors.ts';
import { problem } from '../../problems.ts';
import type { CgiConfig } from './cgi.ts';

/** Said at start, not with the first request. @throws ServerError `OPTION_INVALID` for a batch file */
export function checkInterpreters({ interpreters }: CgiConfig, report: (text: string) => void): void {
  for (const [extension, program] of Object.entries(interpreters)) {
    if (/\.(bat|cmd)$/i.test(program)) {
      const option = `cgi.interpreters["${extension}"]`;
      throw new ServerError('OPTION_INVALID', { option, ...problem('batchFile', { program }) });
    }
    if (!isInstalled(program)) report(`cgi: "${program}" is not installed: ${extension} files cannot be run.`);
  }
}

function isInstalled(program: string): boolean {
  const folders = isAbsolute(program) ? [''] : (process.env.PATH ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['', '.exe', '.com'] : [''];
  return folders.some((folder) => endings.some((ending) => isExecutable(join(folder, program + ending))));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
