import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileNameProblem, safeUploadName } from './file-name.ts';

const PLATFORMS = ['linux', 'darwin', 'win32'] as const;

describe('on every platform', () => {
  test.each([
    ['', 'empty'],
    ['a/b', 'separator'],
    ['a\0', 'control'],
    ['.', 'trailing'],
    ['..', 'trailing'],
    ['CON', 'device-name'],
    ['con.txt', 'device-name'],
    ['nul.tar.gz', 'device-name'],
    ['AUX ', 'device-name'],
    ['aux .c', 'device-name'],
    ['prn...', 'device-name'],
    ['NUL:', 'device-name'],
    ['nul:x', 'device-name'],
    ['COM0', 'device-name'],
    ['com9.log', 'device-name'],
    ['LPT¹', 'device-name'],
    ['COM³.x', 'device-name'],
    ['CONIN$', 'device-name'],
    ['conout$.txt', 'device-name'],
    ['x.php::$DATA', 'stream'],
    ['x::$data', 'stream'],
    ['x:$I30:$INDEX_ALLOCATION', 'stream'],
    ['x:s:$DATA', 'stream'],
    ['PROGRA~1', 'short-name'],
    ['a~1.txt', 'short-name'],
    ['LONGFI~2.HTM', 'short-name'],
    ['ab~12.x', 'short-name'],
    ['WEB~1.', 'short-name'],
    ["$%'-_~1.!#&", 'short-name'],
    ['caf\u00e9~1', 'short-name'],
  ])('%j is refused: %s', (name, problem) => {
    for (const platform of PLATFORMS) expect(fileNameProblem(name, platform)).toBe(problem);
  });

  test.each([
    ...[
      'a',
      'a.b',
      '.git',
      '..a',
      '...a',
      'console',
      'con-1',
      'icon.png',
      'nully',
      'com',
      'com10',
      'COM1a',
      'lpt',
      'auxiliary',
    ],
    ...[
      'a~',
      'file~backup',
      '~1x',
      'verylongname~1.txt',
      'a~1.html',
      'my f~1.txt', // an alias has no blanks
      'c++~1.txt',
      '[1]~2',
      'a=b~1',
      'ä ö',
      '你好.txt',
      '100%',
      "it's",
      '$x',
      'x$DATA',
      '#x',
    ],
  ])('%j passes', (name) => {
    for (const platform of PLATFORMS) expect(fileNameProblem(name, platform)).toBeUndefined();
  });
});

test.each([
  ['back\\slash.txt', 'separator'],
  ['a\nb', 'control'],
  ['12:30.txt', 'stream'],
  ['C:', 'stream'],
  ['a.', 'trailing'],
  ['a ', 'trailing'],
])('%j is refused on Windows only: %s', (name, problem) => {
  expect(fileNameProblem(name, 'win32')).toBe(problem);
  expect(fileNameProblem(name, 'linux')).toBeUndefined();
});

describe('safeUploadName', () => {
  test.each([
    ['a.txt', 'a.txt'],
    ['C:\\Users\\me\\a.txt', 'a.txt'],
    ['../../etc/passwd', 'passwd'],
    ['a/..\\b.txt', 'b.txt'],
    ['a\r\nb\0c.txt', 'abc.txt'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['\ud800a', 'a'],
    ['.htaccess', 'htaccess'],
    [' . .. .env', 'env'],
    ['a.txt. . ', 'a.txt'],
    ['con', '_con'],
    ['CON.txt', '_CON.txt'],
    ['PROGRA~1.TXT', 'PROGRA-1.TXT'],
    ['x.php::$DATA', 'x.php:_$DATA'],
    ['cafe\u0301.txt', 'caf\u00e9.txt'],
    ['e\u0000\u0301', '\u00e9'],
    ['12:30.txt', '12:30.txt'],
    ['  two  words.txt', 'two  words.txt'],
  ])('%j is kept as %j', (name, expected) => {
    expect(safeUploadName(name, 'linux')).toBe(expected);
  });

  test.each(['', '.', '..', '...', '/', 'a/', '\\', ' ', '\0', '. .', '\u2028'])('of %j nothing is left', (name) => {
    expect(safeUploadName(name, 'linux')).toBeUndefined();
  });

  test('on Windows no character is left that a name cannot hold there', () => {
    expect(safeUploadName('a<b>:"c"|d?e*.txt', 'win32')).toBe('a_b___c__d_e_.txt');
  });

  test('a long name is cut between characters and keeps its extension', () => {
    const name = safeUploadName(`${'你'.repeat(200)}.tar.gz`, 'linux') ?? '';
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name).toMatch(/^你+\.gz$|^你+\.tar\.gz$/);
    expect(Buffer.byteLength(safeUploadName(`a.${'x'.repeat(400)}`, 'linux') ?? '')).toBe(255);
  });

  test('every result is accepted on disk, fits, is visible, and is a fixed point', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '.',
        ' ',
        '/',
        '\\',
        ':',
        '$',
        '~1',
        'con',
        'NUL',
        'a',
        '\0',
        '\n',
        '\u0301',
        '\ud800',
        'x'.repeat(90),
        '你'.repeat(80),
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom(...PLATFORMS), (pieces, platform) => {
        const result = safeUploadName(pieces.join(''), platform);
        if (result === undefined) return;
        const complain = (what: string) => {
          throw new Error(`${what}: ${JSON.stringify(result)}`);
        };
        if (fileNameProblem(result, platform) !== undefined) complain('refused');
        if (Buffer.byteLength(result) > 255) complain('too long');
        if (/^[. ]|[. ]$|[/\\\p{Cc}\p{Cs}]/u.test(result)) complain('characters');
        if (safeUploadName(result, platform) !== result) complain('not a fixed point');
      }),
      { numRuns: 100_000 },
    );
  });
});
