import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EXAMPLES } from './examples.ts';
import { OptionField } from './option-field.tsx';
import classes from './option-form.module.css';
import { Fields, type OptionFormProps } from './option-form.tsx';
import type { Variants } from './shape.ts';

interface VariantFormProps extends OptionFormProps {
  readonly shape: Variants;
}

/** `false | true | "…" | {…}`: the switch of the card says off and on, the form says the rest. */
export function VariantForm({ shape, ...props }: VariantFormProps) {
  const { t } = useTranslation();
  const { option, value, onChange, onInvalid } = props;
  const modes = modesOf(shape);
  const mode = modeOf(shape, value);
  const object = shape.objects.find((one) => one.mode === mode) ?? shape.objects.find((one) => one.mode === undefined);
  const choose = (next: string) => onChange(shape.choices.includes(next) ? next : valueForMode(next));
  return (
    <>
      {modes.length > 1 && (
        <div className={classes.whole}>
          <SegmentedControl
            aria-label={t(`option.${option}` as 'option.listing')}
            value={mode}
            data={modes.map((one) => ({ value: one, label: t(`choice.${one}` as 'choice.rename') }))}
            onChange={choose}
          />
        </div>
      )}
      {shape.text && (
        <OptionField
          field={{ name: option, shape: { kind: 'text' }, schema: shape.text, fallback: undefined, required: false }}
          label={t(`field.${option}.value` as 'field.spa.value')}
          example={EXAMPLES[option]}
          value={typeof value === 'string' ? value : undefined}
          onChange={(next) => onChange(next ?? (shape.plain ? true : value))}
          onInvalid={(invalid) => onInvalid(option, invalid)}
        />
      )}
      {object && !shape.choices.includes(mode) && (
        <Fields
          {...props}
          fields={object.fields}
          value={value}
          onChange={(next) => onChange(object.mode ? { mode: object.mode, ...(next as object) } : next)}
        />
      )}
    </>
  );
}

const CUSTOM = 'custom';

function modesOf({ choices, objects }: Variants): readonly string[] {
  const named = objects.flatMap(({ mode }) => (mode === undefined ? [] : [mode]));
  if (named.length > 0) return named;
  return choices.length > 0 && objects.length > 0 ? [...choices, CUSTOM] : choices;
}

function modeOf({ choices, objects }: Variants, value: unknown): string {
  if (typeof value === 'string' && choices.includes(value)) return value;
  const mode = typeof value === 'object' && value !== null && 'mode' in value ? String(value.mode) : undefined;
  return mode ?? objects[0]?.mode ?? CUSTOM;
}

function valueForMode(mode: string): unknown {
  return mode === CUSTOM ? {} : { mode };
}
