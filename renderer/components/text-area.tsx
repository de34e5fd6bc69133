import { useId } from 'react';
import classes from './text-area.module.css';

interface TextAreaProps {
  readonly label: string;
  readonly rows: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
  readonly error?: string | undefined;
  readonly help?: string | undefined;
  readonly disabled?: boolean;
  readonly 'aria-required'?: boolean;
}

/** Several lines of text in a form, with what is wrong or worth knowing below. */
export function TextArea({ label, text, onText, error, help, ...area }: TextAreaProps) {
  const id = useId();
  return (
    <div>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={classes.area}
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        {...area}
      />
      <div id={`${id}-note`}>
        {error && <p className={classes.error}>{error}</p>}
        {help && <p className={classes.help}>{help}</p>}
      </div>
    </div>
  );
}
