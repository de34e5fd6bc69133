import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { ConfigInput, OptionKey } from '../../../src-server/config/schema.ts';
import { currentValue } from '../options/option-values.ts';
import { isVisible } from '../servers/condition.ts';
import classes from './preset-strip.module.css';

interface PresetChangesProps {
  readonly server: ServerView;
  readonly options: ConfigInput;
  /** Why they were refused, in words. */
  readonly refusal: string | undefined;
  readonly onApply: () => void;
}

const LONGEST_LINE = 48;

/** Every option that would change, as it stands in a configuration file: before and after. */
export function PresetChanges({ server, options, refusal, onApply }: PresetChangesProps) {
  const { t } = useTranslation();
  const anyoneRuns = Boolean(options.cgi) && isVisible(server) && !server.config.auth;
  return (
    <>
      <table className={`${classes.changes} selectable`} aria-label={t('preset.changes')}>
        <thead>
          <tr>
            <th scope="col">{t('preset.changes')}</th>
            <th scope="col">{t('preset.before')}</th>
            <th scope="col">{t('preset.after')}</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(options) as OptionKey[]).map((key) => (
            <tr key={key}>
              <th scope="row">
                {t(`option.${key}` as 'option.listing')} <code>{key}</code>
              </th>
              <td>
                <code>{JSON.stringify(currentValue(server.config, key))}</code>
              </td>
              <td>
                <code>{written(options[key])}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.foot}>
        <span role="status">{refusal ?? t(anyoneRuns ? 'feature.anyoneRuns' : 'feature.nextRequest')}</span>
        <Button size="xs" variant="filled" onClick={onApply}>
          {t('preset.apply')}
        </Button>
      </div>
    </>
  );
}

/** On one line if it is short enough to be read so. */
function written(value: unknown): string {
  const line = JSON.stringify(value);
  return line.length <= LONGEST_LINE ? line : JSON.stringify(value, null, 2);
}
