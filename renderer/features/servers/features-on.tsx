import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import classes from './header.module.css';

/** How many features are on. The table that knows the defaults is loaded after the window is there. */
export function FeaturesOn({ server: { config } }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const [count, setCount] = useState<typeof import('../options/option-values.ts').countOn>();
  useEffect(() => {
    void import('../options/option-values.ts').then(({ countOn }) => setCount(() => countOn));
  }, []);
  return <span className={classes.count}>{count && t('feature.on', { n: count(config) })}</span>;
}
