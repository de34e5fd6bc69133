import { useTranslation } from 'react-i18next';
import { KeyValue } from '../../components/key-value.tsx';
import classes from './detail-pane.module.css';

/** Steps that set fields of answers which others made, and the feature that people know them by. */
const STEP_OPTIONS: Readonly<Record<string, 'cache' | 'cors' | 'headers' | 'auth'>> = {
  caching: 'cache',
  cors: 'cors',
  headers: 'headers',
  auth: 'auth',
};

interface FieldsViewProps {
  /** Of a request: its query is shown apart. */
  readonly target?: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Which step set a field, by its name in lower case. */
  readonly steps?: Readonly<Record<string, string>> | undefined;
}

export function FieldsView({ target = '', fields, steps = {} }: FieldsViewProps) {
  const { t } = useTranslation();
  const mark = target.indexOf('?');
  const query = mark < 0 ? [] : [...new URLSearchParams(target.slice(mark))];
  return (
    <>
      {query.length > 0 && (
        <>
          <h2 className={classes.section}>{t('detail.query')}</h2>
          <KeyValue label={t('detail.query')} entries={query} />
        </>
      )}
      <h2 className={classes.section}>{t('detail.fields')}</h2>
      {fields.length > 0 ? (
        <KeyValue label={t('detail.fields')} entries={fields.map(([name, value]) => [name, value, noteOf(name)])} />
      ) : (
        <p className="second">{t('detail.noFields')}</p>
      )}
    </>
  );

  function noteOf(name: string): string | undefined {
    const step = steps[name.toLowerCase()];
    const option = step && STEP_OPTIONS[step];
    return step && t('detail.fieldFrom', { step: option ? t(`option.${option}`) : step });
  }
}
