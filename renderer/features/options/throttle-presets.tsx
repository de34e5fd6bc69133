import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { THROTTLE_PRESETS } from '../../../src-server/config/throttle-presets.ts';
import classes from './throttle-presets.module.css';

type Name = keyof typeof THROTTLE_PRESETS;

const NAMES = { '3G': 'throttle.3g', 'slow 4G': 'throttle.slow4g', flaky: 'throttle.flaky' } as const satisfies Record<
  Name,
  string
>;

interface ThrottlePresetsProps {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Networks to choose by name; the fields below then say what they mean. */
export function ThrottlePresets({ value, onChange }: ThrottlePresetsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.networks}>
      <span id="throttle-networks">{t('throttle.like')}</span>
      {(Object.keys(NAMES) as Name[]).map((name) => (
        <Button
          key={name}
          size="xs"
          aria-describedby="throttle-networks"
          aria-pressed={isSame(value, name)}
          onClick={() => onChange({ ...THROTTLE_PRESETS[name] })}
        >
          {t(NAMES[name])}
        </Button>
      ))}
    </div>
  );
}

function isSame(value: unknown, name: Name): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const given: Readonly<Record<string, unknown>> = { errorRate: 0, ...value };
  return Object.entries(THROTTLE_PRESETS[name]).every(([key, figure]) => given[key] === figure);
}
