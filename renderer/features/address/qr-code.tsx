import { create } from 'qrcode';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Dark on white in both themes: cameras want it so. */
export function QrCode({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  const { size, path } = useMemo(() => modules(url), [url]);
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('address.qrFor', { url })}
      shapeRendering="crispEdges"
    >
      <path fill="#1d1810" d={path} />
    </svg>
  );
}

function modules(text: string): { readonly size: number; readonly path: string } {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from(data.keys()).filter((i) => data[i]);
  return { size, path: dark.map((i) => `M${i % size} ${Math.floor(i / size)}h1v1h-1z`).join('') };
}
