import classes from './json-tree.module.css';

/** Levels that are open at first, and how many children are drawn at most. */
const OPEN_LEVELS = 2;
const MOST_CHILDREN = 500;

interface JsonTreeProps {
  readonly value: unknown;
  readonly name?: string;
  readonly level?: number;
}

export function JsonTree({ value, name, level = 0 }: JsonTreeProps) {
  if (typeof value !== 'object' || value === null) {
    return (
      <div className={classes.leaf}>
        <Name name={name} />
        <span data-type={value === null ? 'null' : typeof value} className={classes.value}>
          {JSON.stringify(value)}
        </span>
      </div>
    );
  }
  const children = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return (
    <details className={classes.branch} open={level < OPEN_LEVELS}>
      <summary>
        <Name name={name} />
        {open}
        <span className="quiet">{children.length}</span>
        {close}
      </summary>
      {children.slice(0, MOST_CHILDREN).map(([key, child]) => (
        <JsonTree key={key} name={key} value={child} level={level + 1} />
      ))}
      {children.length > MOST_CHILDREN && <div className={classes.leaf}>…</div>}
    </details>
  );
}

function Name({ name }: { readonly name: string | undefined }) {
  return name === undefined ? null : <span className={classes.name}>{name}: </span>;
}
