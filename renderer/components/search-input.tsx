import classes from '../theme.module.css';
import { IconSearch } from './icons.ts';

interface SearchInputProps {
  readonly label: string;
  readonly value: string;
  readonly className?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Looks like a TextInput; the window starts without the code for labels, help and errors, which it has none of. */
export function SearchInput({ label, value, className, onChange }: SearchInputProps) {
  return (
    <div className={className}>
      <div className={classes.inputWrapper}>
        <input
          className={classes.input}
          aria-label={label}
          placeholder={label}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <span className={classes.inputSection} data-position="left">
          <IconSearch size={14} stroke={1.75} aria-hidden />
        </span>
      </div>
    </div>
  );
}
