import classes from './key-value.module.css';

interface KeyValueProps {
  readonly label: string;
  readonly entries: readonly (readonly [name: string, value: string, note?: string | undefined])[];
}

/** Names and values, whole and selectable. */
export function KeyValue({ label, entries }: KeyValueProps) {
  return (
    <dl className={`${classes.list} selectable`} aria-label={label}>
      {entries.map(([name, value, note], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the order is theirs
        <div key={index}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
