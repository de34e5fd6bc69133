import { useTranslation } from 'react-i18next';
import { KeyValue } from '../../components/key-value.tsx';
import classes from './detail-pane.module.css';

interface FieldsViewProps {
  /** Of a request: its query is shown apart. */
  readonly target?: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export function FieldsView({ target = '', fields }: FieldsViewProps) {
  const { t } = useTranslation();
  const mark = target.indexOf('?');
  const query = mark < 0 ? [] : [...new URLSearchParams(target.slice(mark))];
  return (
    <>
      {query.length > 0 && (
        <>
          <h3 className={classes.section}>{t('detail.query')}</h3>
          <KeyValue label={t('detail.query')} entries={query} />
        </>
      )}
      <h3 className={classes.section}>{t('detail.fields')}</h3>
      {fields.length > 0 ? (
        <KeyValue label={t('detail.fields')} entries={fields} />
      ) : (
        <p className="second">{t('detail.noFields')}</p>
      )}
    </>
  );
}
