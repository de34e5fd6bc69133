/** The palette is loaded when it is wanted for the first time; who shows it registers here. */
let show: (() => void) | undefined;

export function onOpenPalette(open: () => void): () => void {
  show = open;
  return () => {
    show = undefined;
  };
}

export function openPalette(): void {
  show?.();
}
