import type { Rectangle } from 'electron';
import { expect, test, vi } from 'vitest';

const screens: { workArea: Rectangle }[] = [
  { workArea: { x: 0, y: 24, width: 1920, height: 1056 } },
  { workArea: { x: 1920, y: 0, width: 1280, height: 1024 } },
];
vi.mock('electron', () => ({ screen: { getAllDisplays: () => screens } }));
const { visiblePlace } = await import('./window-place.ts');

const at = (x: number, y: number) => visiblePlace({ x, y, width: 800, height: 600, maximized: false });

test('a window comes back where it was, on any of the screens', () => {
  expect(at(100, 100)).toEqual({ x: 100, y: 100, width: 800, height: 600 });
  expect(at(2_000, 50)).toMatchObject({ x: 2_000 });
  expect(at(-700, 100)).toMatchObject({ x: -700 }); // a corner is enough to take hold of
});

test('a window whose screen is gone, or that could not be moved by hand, starts afresh', () => {
  expect(at(5_000, 100)).toBeUndefined();
  expect(at(-790, 100)).toBeUndefined();
  expect(at(100, -500)).toBeUndefined();
  expect(visiblePlace(undefined)).toBeUndefined();
});
