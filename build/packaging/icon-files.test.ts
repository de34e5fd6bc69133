import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../project.ts';
import { icnsFile, icoFile } from './icon-files.ts';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const icons = join(ROOT, 'build', 'icons');

test('an ico file points at each of its images', () => {
  const other = Buffer.concat([PNG, PNG]);
  const file = icoFile([
    { size: 16, data: PNG },
    { size: 256, data: other },
  ]);
  expect(file.subarray(0, 6)).toEqual(Buffer.from([0, 0, 1, 0, 2, 0]));
  expect([file[6], file[22]]).toEqual([16, 0]);
  const [length, offset] = [file.readUInt32LE(30), file.readUInt32LE(34)];
  expect(file.subarray(offset, offset + length)).toEqual(other);
});

test('an icns file gives the length of the whole and of each image', () => {
  const file = icnsFile([{ size: 128, data: PNG }]);
  expect(file.subarray(0, 4).toString()).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  expect(file.subarray(8, 12).toString()).toBe('ic07');
  expect(file.readUInt32BE(12)).toBe(16);
});

test('an icns file refuses a size that macOS does not know', () => {
  expect(() => icnsFile([{ size: 100, data: PNG }])).toThrow('no image of 100 pixels');
});

test.each(['off', 'serving', 'network', 'trouble'])('the tray icon "%s" has the size of a Linux tray', (state) => {
  const widthOf = (name: string) => readFileSync(join(icons, 'tray', name)).readUInt32BE(16);
  expect([widthOf(`${state}-dark.png`), widthOf(`${state}-light@2x.png`), widthOf(`${state}Template.png`)]).toEqual([
    22, 44, 16,
  ]);
});
