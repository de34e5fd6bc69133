import { expect, test } from 'vitest';
import { OPERATORS } from './operators.ts';

test.each([
  ['eq', '1', [1, '1', [3, 1]], ['01', 11, null, undefined, {}, []]],
  ['eq', 'null', [null, 'null'], [undefined, 0, '']],
  ['eq', 'true', [true, 'true'], [false, 1]],
  ['eq', '', ['', ['']], [0, null, undefined]],
  ['ne', '1', [2, '01', null, undefined], [1, '1', [1]]],
  ['gt', '10', [11, '11', 10.5], [10, 9, '9', null, [11], true]],
  ['gte', '10', [10, '10', 11], [9, undefined]],
  ['lt', '2024-06-01', ['2024-05-31', '2023-12-01T00:00:00Z'], ['2024-06-01', 5]],
  ['lte', '10', [10, -1, '9'], [11, '100']],
  ['in', '1,b', [1, '1', 'b', ['x', 'b']], ['a', 'c', '1,b']],
  ['contains', 'AN', ['Ann', 'banana', ['x', 'ANT']], ['nun', null, { an: 1 }]],
  ['startsWith', 'an', ['Ann', ['x', 'antler']], ['banana']],
  ['endsWith', '5', [15, '5', [25]], [51]],
] as const)('%s %s takes %j and not %j', (operator, operand, fitting, others) => {
  const test = OPERATORS[operator](operand);
  expect(fitting.filter((value) => !test(value))).toEqual([]);
  expect(others.filter((value) => test(value))).toEqual([]);
});
