import classes from './switch.module.css';

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly large?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

/** I when on, a lit column; O when off. Position, mark and colour all say it. */
export function Switch({ label, on, large = false, disabled = false, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      className={classes.switch}
      data-large={large || undefined}
      onClick={(event) => {
        event.stopPropagation();
        onChange(!on);
      }}
    />
  );
}
