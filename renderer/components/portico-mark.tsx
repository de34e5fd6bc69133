import classes from './portico-mark.module.css';

/** The gate with light falling through; for empty places. */
export function PorticoMark({ lit }: { readonly lit: boolean }) {
  const columns = [80, 140, 200];
  return (
    <svg className={classes.mark} data-lit={lit || undefined} viewBox="0 0 320 176" aria-hidden>
      <path className={classes.ground} d="M0 112h320v1H0z" />
      {columns.map((x) => (
        <g key={x}>
          <path className={classes.light} d={`M${x} 24h44v88H${x}z`} />
          <path className={classes.beam} d={`M${x} 112h44l-42 64H${x - 42}z`} />
        </g>
      ))}
      <path
        className={classes.stone}
        d="M48 8h228v16H48zM64 24h16v88H64zM124 24h16v88h-16zM184 24h16v88h-16zM244 24h16v88h-16z"
      />
    </svg>
  );
}
