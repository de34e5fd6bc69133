import type uPlot from 'uplot';
import { expect, test } from 'vitest';
import { decades, isAlone, niceTop } from './chart-options.ts';

test.each([
  [0, 10],
  [0.3, 0.5],
  [7, 10],
  [12, 20],
  [34, 50],
  [100, 100],
])('an axis up to %d ends at %d', (top, end) => expect(niceTop(top)).toBeCloseTo(end));

test('response times lie between whole powers of ten', () => {
  expect(decades(null, null)).toEqual([1, 1000]);
  expect(decades(2.1, 450)).toEqual([1, 1000]);
  expect(decades(0.3, 0.4)).toEqual([0.1, 1]);
});

test('a value alone is a point; several are a line', () => {
  const data = [
    [1, 2, 3],
    [null, 4, null],
    [1, 2, null],
    [null, null, null],
  ] as uPlot.AlignedData;
  expect([1, 2, 3].map((series) => isAlone({ data }, series))).toEqual([true, false, false]);
});
