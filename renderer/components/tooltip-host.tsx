import { useEffect, useState } from 'react';
import { later } from './later.tsx';

const Tip = later(() => import('./tip.tsx'));
const REST_MS = 400;

/**
 * The one tooltip of the window: for whatever says `data-tip` and has the pointer on it, or was reached by Tab. A tooltip
 * for each button would cost each of them listeners and a positioning engine, for words that are seen one at a time.
 */
export function TooltipHost() {
  const [target, setTarget] = useState<HTMLElement>();
  useEffect(() => watchPointer(setTarget), []);
  return target ? <Tip key={target.dataset.tip} target={target} /> : null;
}

/** Tells what the pointer or Tab rests on, and undefined as soon as that leaves, presses, or a key is pressed. */
function watchPointer(tell: (target: HTMLElement | undefined) => void): () => void {
  const ending = new AbortController();
  let under: HTMLElement | undefined;
  let timer: number | undefined;
  const hide = () => {
    window.clearTimeout(timer);
    tell(undefined);
  };
  const move = (next: HTMLElement | undefined) => {
    if (next === under) return;
    under = next;
    hide();
    if (next) timer = window.setTimeout(() => tell(next), REST_MS);
  };
  const options = { signal: ending.signal, capture: true };
  document.addEventListener('pointerover', (event) => move(targetOf(event)), options);
  document.documentElement.addEventListener('pointerleave', () => move(undefined), { signal: ending.signal });
  document.addEventListener('pointerdown', hide, options);
  document.addEventListener('keydown', hide, options);
  document.addEventListener('keyup', ({ key }) => key === 'Tab' && move(tipped(document.activeElement)), options);
  return () => {
    hide();
    ending.abort();
  };
}

function targetOf({ target, pointerType }: PointerEvent): HTMLElement | undefined {
  return pointerType === 'mouse' && target instanceof Element ? tipped(target) : undefined;
}

function tipped(element: Element | null): HTMLElement | undefined {
  return element?.closest<HTMLElement>('[data-tip]') ?? undefined;
}
