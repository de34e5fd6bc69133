const HEIGHT = 15;

/** Thin columns, one per second, oldest left. The tallest fills the height; a second without a request keeps one pixel. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
  const top = Math.max(1, ...values);
  return (
    <svg width={values.length * 3 - 1} height={HEIGHT} aria-hidden>
      {values.map((value, i) => {
        const height = Math.max(1, Math.round((value / top) * (HEIGHT - 1)));
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is the column's identity
        return <rect key={i} x={i * 3} y={HEIGHT - height} width={2} height={height} fill="var(--accent-edge)" />;
      })}
    </svg>
  );
}
