import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Recogniser } from './preset.ts';

const PROGRAM = process.platform === 'win32' ? 'php-cgi.exe' : 'php-cgi';

/** Only where the program that runs them is there: what cannot work is not suggested. */
export const php: Recogniser = async ({ files }) => {
  const scripts = files.filter((name) => /\.php$/i.test(name));
  const [first] = scripts;
  if (first === undefined || !(await isInstalled(PROGRAM))) return undefined;
  const index = { index: ['index.php', 'index.html', 'index.htm'] };
  const options = { cgi: true, ...(scripts.includes('index.php') ? index : {}) };
  return { kind: 'php', found: { name: first, program: PROGRAM }, options };
};

async function isInstalled(program: string): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
