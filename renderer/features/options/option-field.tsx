import { SegmentedControl, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Switch } from '../../components/switch.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { expectation } from './expectation.ts';
import { fromText, toText } from './field-text.ts';
import classes from './option-form.module.css';
import { PasswordField } from './password-field.tsx';
import type { Field } from './shape.ts';

interface OptionFieldProps {
  readonly field: Field;
  readonly label: string;
  /** Shown in an empty field that has no default. */
  readonly example?: string | undefined;
  /** Undefined: the default holds. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** A text that is no value: the old one stays. */
  readonly onInvalid: (invalid: boolean) => void;
}

/** One field of a form, made from its schema: label, control, error, default mark. */
export function OptionField(props: OptionFieldProps) {
  const { field, label, value, onChange } = props;
  const { t, i18n } = useTranslation();
  const { shape, fallback } = field;
  const current = value ?? fallback;
  if (shape.kind === 'boolean') {
    return (
      <div className={classes.toggle}>
        <Switch label={label} on={current === true} onChange={onChange} />
        <span>{label}</span>
      </div>
    );
  }
  if (shape.kind === 'choice') {
    const data = shape.values.map((one) => ({
      value: String(one),
      label: i18n.exists(`choice.${one}`) ? t(`choice.${one}` as 'choice.rename') : String(one),
    }));
    const choose = (chosen: string) => onChange(shape.values.find((one) => String(one) === chosen));
    return (
      <div>
        <span className={classes.label}>{label}</span>
        <SegmentedControl aria-label={label} value={String(current)} data={data} onChange={choose} />
      </div>
    );
  }
  if (shape.kind === 'password') return <PasswordField label={label} isSet={Boolean(value)} onChange={onChange} />;
  return <TextField {...props} />;
}

/** Says what is wrong while one types; applies when one is done. */
function TextField({ field, label, example, value, onChange, onInvalid }: OptionFieldProps) {
  const { t } = useTranslation();
  const { shape, fallback, required } = field;
  const shown = toText(shape, value);
  const [text, setText] = useState(shown);
  const [left, setLeft] = useState(false);
  useEffect(() => setText(shown), [shown]);
  const error = problemOf(t, field, text);
  const untouched = text === '' && !left; // nobody has done anything wrong yet
  const placeholder = toText(shape, fallback) || (example === undefined ? '' : t('field.example', { value: example }));
  const input = { label, placeholder, error: untouched ? undefined : error, 'aria-required': required };
  const commit = () => {
    setLeft(true);
    if (text === shown) return;
    const parsed = fromText(shape, text);
    onInvalid(error !== undefined);
    if (parsed.ok && !error) onChange(parsed.value);
  };
  const long = shape.kind === 'map' || shape.kind === 'json';
  if (long) {
    return (
      <div className={classes.long}>
        <TextArea {...input} rows={3} text={text} onText={setText} onBlur={commit} />
      </div>
    );
  }
  return (
    <TextInput
      {...input}
      value={text}
      spellCheck={false}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => key === 'Enter' && commit()}
    />
  );
}

function problemOf(t: TFunction, { shape, schema, required }: Field, text: string): string | undefined {
  const parsed = fromText(shape, text);
  if (!parsed.ok) return t(parsed.hint);
  if (parsed.value === undefined) return required ? t('field.required') : undefined;
  return expectation(t, schema, parsed.value);
}
