import { type BrowserWindow, type Rectangle, screen } from 'electron';
import type { WindowPlace } from './settings-shape.ts';

const GRAB = 64; // as much of the window must be on a screen for it to be moved by hand

export function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** The remembered place, unless the screen it was on is gone. */
export function visiblePlace(place: WindowPlace | undefined): Rectangle | undefined {
  if (!place) return undefined;
  const { x, y, width, height } = place;
  const bounds = { x, y, width, height };
  return screen.getAllDisplays().some(({ workArea }) => overlaps(bounds, workArea)) ? bounds : undefined;
}

function overlaps(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const down = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return across >= GRAB && down >= GRAB && window.y >= area.y - GRAB;
}
