import { IconAlertOctagon } from './icons.ts';
import classes from './server-mark.module.css';

/** A gap between columns: lit, or not. Trouble replaces it. */
export function ServerMark({ state }: { readonly state: 'on' | 'off' | 'trouble' }) {
  if (state === 'trouble') {
    return (
      <span className={classes.trouble}>
        <IconAlertOctagon size={16} stroke={1.75} aria-hidden />
      </span>
    );
  }
  return <span className={classes.mark} data-lit={state === 'on' || undefined} />;
}
