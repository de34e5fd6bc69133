import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from './support/cli.ts';

const DOCUMENTS = ['README.md', 'docs/ARCHITECTURE.md', 'docs/from-python.md', 'docs/tour.md'];
/** Flags of Python's command line that are written beside ours. */
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
