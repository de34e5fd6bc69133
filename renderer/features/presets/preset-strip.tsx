import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { OptionKey } from '../../../src-server/config/schema.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { IconPackage, IconX } from '../../components/icons.ts';
import { showUndo } from '../../components/undo-notice.tsx';
import { useConfigure } from '../../use-configure.ts';
import { PresetChanges } from './preset-changes.tsx';
import classes from './preset-strip.module.css';
import { usePreset } from './use-preset.ts';

/** Says what the folder seems to be and why; nothing changes before the changes were seen. */
export function PresetStrip({ server }: { readonly server: ServerView }) {
  const { t, i18n } = useTranslation();
  const { preset, dismiss } = usePreset(server);
  const { configure, refusal } = useConfigure(server);
  const [reviewed, setReviewed] = useState(false);
  if (!preset) return null;
  const keys = Object.keys(preset.options) as OptionKey[];
  const titles = keys.map((key) => {
    const option = t(`option.${key}` as 'option.listing');
    return preset.options[key] === false ? t('preset.off', { option }) : option;
  });
  const apply = async () => {
    if (!(await configure(preset.options))) return;
    const before = Object.fromEntries(keys.map((key) => [key, server.config[key] ?? null]));
    showUndo({ message: t('preset.applied'), undo: t('undo'), onUndo: () => void configure(before) });
  };
  return (
    <section className={classes.preset} aria-label={t(`preset.${preset.kind}`)}>
      <div className={classes.head}>
        <IconPackage size={20} stroke={1.75} aria-hidden />
        <div className={classes.text}>
          <b className="strong">{t(`preset.${preset.kind}`)}</b>
          <p className="selectable">
            {t('preset.why', {
              why: t(`preset.${preset.kind}.why` as 'preset.vite.why', preset.found),
              options: new Intl.ListFormat(i18n.language).format(titles),
            })}
          </p>
        </div>
        <Button size="xs" aria-expanded={reviewed} onClick={() => setReviewed(!reviewed)}>
          {t('preset.review')}
        </Button>
        <IconButton label={t('dismiss')} icon={IconX} onClick={dismiss} />
      </div>
      {reviewed && (
        <PresetChanges server={server} options={preset.options} refusal={refusal} onApply={() => void apply()} />
      )}
    </section>
  );
}
