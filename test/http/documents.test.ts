import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLI_FILE, runCli, tempFolder } from './support/cli.ts';

const DOCUMENTS = ['README.md', 'docs/ARCHITECTURE.md', 'docs/from-python.md', 'docs/tour.md'];
/** Names of Python's that are taken as well, and not in `--help`. */
const PYTHONS = ['--tls-password-file'];

describe.each(DOCUMENTS)('%s', (document) => {
  test('names only flags that there are', async () => {
    const { stdout: help } = await runCli(['--help']);
    const text = await readFile(document, 'utf8');
    const named = [...text.matchAll(/(?<=[\s`'])--([a-z][a-z-]*[a-z])/g)].map(([, name = '']) => name);
    const known = new Set([...help.matchAll(/--(?:\[no-\])?([a-z][a-z-]*[a-z])/g)].map(([, name]) => name));
    const unknown = named.filter((name) => !known.has(name.replace(/^no-/, '')) && !PYTHONS.includes(`--${name}`));
    expect(unknown).toEqual([]);
  });

  test('names only files that there are', async () => {
    const text = await readFile(document, 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) =>
      join(dirname(document), target),
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
    const named = [...text.matchAll(/`((?:[a-z-]+\/)+(?:[\w.-]+\.(?:ts|md|json))?)`/g)].map(([, path = '']) => path);
    const places = ['', 'src-server'];
    expect(named.filter((path) => !places.some((place) => existsSync(join(place, path))))).toEqual([]);
  });
});

/** Lines of code blocks and spans that start with the command, and bare flags of the README's table. */
function commandsOf(text: string): string[] {
  const spans = [...text.matchAll(/`((?:portico|--\w)[^`\n]*)`/g)].map(([, span = '']) => span);
  const lines = [...text.matchAll(/^node dist\/cli\.js([^#\n]*)/gm)].map(([, rest = '']) => `portico ${rest}`);
  return [...spans, ...lines].filter((command) => command.includes(' '));
}

describe.runIf(process.platform !== 'win32').each(DOCUMENTS)('%s', (document) => {
  test('writes no command that is refused', async () => {
    const cwd = await tempFolder({ 'site.json': '{}' });
    await symlink(resolve('docs'), join(cwd, 'docs'));
    for (const command of commandsOf(await readFile(document, 'utf8'))) {
      const script = `"$0" "$1" ${command.replace(/^portico ?/, '')} --print-config`;
      const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, CLI_FILE], { cwd, encoding: 'utf8' });
      expect([command, status, stderr]).toEqual([command, 0, '']);
    }
  });
});
