import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Slots } from './slots.ts';

test('holds what was added and not removed, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(100), { nil: undefined })), (steps) => {
      const slots = new Slots<{ readonly n: number }>();
      const held = new Map<{ readonly n: number }, number>();
      for (const [n, step] of steps.entries()) {
        const leaving = step === undefined ? undefined : [...held][step % Math.max(1, held.size)];
        if (leaving) {
          slots.remove(leaving[1]);
          held.delete(leaving[0]);
        } else {
          const item = { n };
          held.set(item, slots.add(item));
        }
        expect(slots.size).toBe(held.size);
        expect(new Set(slots)).toEqual(new Set(held.keys()));
      }
    }),
  );
});
