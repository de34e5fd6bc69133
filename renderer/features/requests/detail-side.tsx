import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { later } from '../../components/later.tsx';
import { Resizer } from '../../components/resizer.tsx';
import { readStored, store } from '../../stored.ts';
import classes from './requests.module.css';

const DetailPane = later(() => import('../exchange-detail/detail-pane.tsx'));
const STORED = 'portico.detail-width';
const MIN_WIDTH = 320;
const USUAL_WIDTH = { normal: 470, wide: 540 };
const LIST_WIDTH = 320;

interface DetailSideProps {
  readonly server: ServerView;
  readonly record: ExchangeRecord;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

/** The detail beside the list; its width is remembered. */
export function DetailSide(props: DetailSideProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(() => readStored<{ width: number }>(STORED)?.width);
  const width = chosen ?? (window.innerWidth >= 1600 ? USUAL_WIDTH.wide : USUAL_WIDTH.normal);
  const resize = (wanted: number) => {
    const next = Math.round(Math.min(Math.max(wanted, MIN_WIDTH), window.innerWidth - 248 - LIST_WIDTH));
    setChosen(next);
    store(STORED, { width: next });
  };
  return (
    <aside
      className={classes.detail}
      style={{ '--width': `${width}px` } as CSSProperties}
      aria-label={t('detail.title')}
    >
      <Resizer label={t('detail.width')} width={width} onResize={resize} />
      <DetailPane {...props} />
    </aside>
  );
}
