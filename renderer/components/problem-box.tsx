import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './problem-box.module.css';

interface ProblemBoxProps {
  readonly icon: TablerIcon;
  /** What happened. */
  readonly title: string;
  /** Why. */
  readonly why: string;
  readonly facts?: readonly (readonly [name: string, value: ReactNode])[];
  readonly more?: string | undefined;
  /** What to do; the likeliest cure first. */
  readonly children: ReactNode;
}

/** One trouble, in the server concerned, above its log. */
export function ProblemBox({ icon: Icon, title, why, facts = [], more, children }: ProblemBoxProps) {
  return (
    <section className={classes.box} role="alert">
      <Icon className={classes.icon} size={22} stroke={1.75} aria-hidden />
      <div className="selectable">
        <h2>{title}</h2>
        <p>{why}</p>
        {facts.length > 0 && (
          <dl className={classes.facts}>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {more && <p className="strong">{more}</p>}
        <div className={classes.actions}>{children}</div>
      </div>
    </section>
  );
}
