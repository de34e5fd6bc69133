import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OPTIONS, type OptionKey } from '../../../src-server/config/schema.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { IconX } from '../../components/icons.ts';
import { EXAMPLES } from './examples.ts';
import { OptionField } from './option-field.tsx';
import classes from './option-form.module.css';
import type { Field, Shape } from './shape.ts';
import { VariantForm } from './variant-form.tsx';

export interface OptionFormProps {
  readonly option: OptionKey;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** `name` of a field whose text is no value, or is one again. */
  readonly onInvalid: (name: string, invalid: boolean) => void;
}

/** The whole form of one option, made from its shape. */
export function OptionForm({ shape, ...props }: OptionFormProps & { readonly shape: Shape }) {
  const { t } = useTranslation();
  const { option, value, onChange, onInvalid } = props;
  switch (shape.kind) {
    case 'object':
      return <Fields {...props} fields={shape.fields} />;
    case 'list':
      return <List {...props} fields={shape.fields} />;
    case 'variants':
      return <VariantForm {...props} shape={shape} />;
    default: {
      const { schema } = OPTIONS[option];
      return (
        <OptionField
          field={{ name: option, shape, schema, fallback: undefined, required: false }}
          label={t(`option.${option}` as 'option.listing')}
          example={EXAMPLES[option]}
          value={value}
          onChange={onChange}
          onInvalid={(invalid) => onInvalid(option, invalid)}
        />
      );
    }
  }
}

interface FieldsProps extends OptionFormProps {
  readonly fields: readonly Field[];
  readonly prefix?: string;
}

/** Fields of an object; one that is emptied goes back to its default. */
export function Fields({ option, fields, value, onChange, onInvalid, prefix = '' }: FieldsProps) {
  const { t } = useTranslation();
  const object = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const set = (name: string, next: unknown) => {
    const { [name]: _before, ...others } = object;
    onChange(next === undefined ? others : { ...others, [name]: next });
  };
  return fields.map((field) =>
    field.shape.kind === 'list' ? (
      <List
        key={field.name}
        option={option}
        fields={field.shape.fields}
        value={object[field.name] ?? []}
        onChange={(next) => set(field.name, next)}
        onInvalid={(name, invalid) => onInvalid(`${field.name} ${name}`, invalid)}
      />
    ) : (
      <OptionField
        key={field.name}
        field={field}
        label={t(`field.${option}.${field.name}` as 'field.upload.at')}
        example={EXAMPLES[`${option}.${field.name}`]}
        value={object[field.name]}
        onChange={(next) => set(field.name, next)}
        onInvalid={(invalid) => onInvalid(prefix + field.name, invalid)}
      />
    ),
  );
}

/** Entries of a list option; a new one applies once it is complete. */
function List({ option, fields, value, onChange, onInvalid }: FieldsProps) {
  const { t } = useTranslation();
  const entries = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const replace = (index: number, entry: unknown) => onChange(entries.map((one, i) => (i === index ? entry : one)));
  return (
    <div className={classes.entries}>
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
        <fieldset key={index} className={classes.entry}>
          <legend className="screen-reader">{t('entry.number', { n: index + 1 })}</legend>
          <Fields
            option={option}
            fields={fields}
            prefix={`${index}.`}
            value={entry}
            onChange={(next) => replace(index, next)}
            onInvalid={onInvalid}
          />
          <IconButton
            label={t('entry.remove', { n: index + 1 })}
            icon={IconX}
            className={classes.remove}
            onClick={() => onChange(entries.filter((_, i) => i !== index))}
          />
        </fieldset>
      ))}
      <Button size="xs" onClick={() => onChange([...entries, {}])}>
        {t('entry.add')}
      </Button>
    </div>
  );
}
