import { lazy, Suspense, useEffect, useState } from 'react';
import { onOpenPalette } from './open-palette.ts';

const Palette = lazy(() => import('./palette.tsx'));

/** Loads the palette on its first use; each further wish opens it again. */
export function PaletteHost() {
  const [wishes, setWishes] = useState(0);
  useEffect(() => onOpenPalette(() => setWishes((before) => before + 1)), []);
  if (wishes === 0) return null;
  return (
    <Suspense>
      <Palette wishes={wishes} />
    </Suspense>
  );
}
