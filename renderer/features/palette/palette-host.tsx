import { useEffect, useState } from 'react';
import { later } from '../../components/later.tsx';
import { onOpenPalette } from './open-palette.ts';

const Palette = later(() => import('./palette.tsx'));

/** Loads the palette on its first use; each further wish opens it again. */
export function PaletteHost() {
  const [wishes, setWishes] = useState(0);
  useEffect(() => onOpenPalette(() => setWishes((before) => before + 1)), []);
  if (wishes === 0) return null;
  return <Palette wishes={wishes} />;
}
