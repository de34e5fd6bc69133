import { useTranslation } from 'react-i18next';
import { deviceOf } from './device-name.ts';

/** "iPhone · Safari", "Android phone · Chrome", "curl"; undefined for what does not say. */
export function useDeviceName(): (userAgent: string | undefined) => string | undefined {
  const { t } = useTranslation();
  return (userAgent) => {
    const device = deviceOf(userAgent);
    if (!device) return undefined;
    const { kind, program } = device;
    if (kind === 'program') return program;
    const name = t(`device.${kind}`);
    return program === undefined ? name : `${name} · ${program}`;
  };
}
