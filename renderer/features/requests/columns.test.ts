import { expect, test } from 'vitest';
import { COLUMNS, type ColumnChoice, fittingColumns, shownColumns } from './columns.ts';

const usual: ColumnChoice = { hidden: COLUMNS.filter(({ shown }) => !shown).map(({ id }) => id), widths: {} };
const shownAt = (width: number, choice = usual) => shownColumns(fittingColumns(choice, width), false);

test('with room for all of them the choice stays as it is', () => {
  expect(fittingColumns(usual, 1_032)).toBe(usual);
});

test('before the path gets too short the least telling columns go', () => {
  expect(shownAt(800)).toEqual(['time', 'method', 'status', 'path', 'size', 'duration', 'client']);
  expect(shownAt(752)).toEqual(['time', 'method', 'status', 'path', 'size', 'duration']);
});

test('a column that was made wide takes its room from others', () => {
  expect(shownAt(1_032, { ...usual, widths: { client: 400 } })).not.toContain('client');
});

test('whatever the width, method, status and path stay', () => {
  expect(shownAt(300)).toEqual(['method', 'status', 'path', 'duration']);
});

test('a log that was not measured yet shows what was chosen', () => {
  expect(fittingColumns(usual, 0)).toBe(usual);
});
