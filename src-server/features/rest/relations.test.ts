import { expect, test } from 'vitest';
import { foreignKey, singularOf } from './relations.ts';

test.each([
  ['posts', 'post'],
  ['categories', 'category'],
  ['boxes', 'box'],
  ['classes', 'class'],
  ['churches', 'church'],
  ['houses', 'house'],
  ['people', 'person'],
  ['sheep', 'sheep'],
])('one of "%s" is a "%s"', (collection, one) => {
  expect(singularOf(collection)).toBe(one);
  expect(foreignKey(collection)).toBe(`${one}Id`);
});
