import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Switch } from '../../components/switch.tsx';

/** A titled part of the settings. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <>
      <h2 id={id}>{title}</h2>
      <ul aria-labelledby={id}>{children}</ul>
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <li data-choice>
      <span>{label}</span>
      <SegmentedControl<T> aria-label={label} value={value} data={options} onChange={onChange} />
    </li>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly help?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

export function Toggle({ label, help, on, onChange }: ToggleProps) {
  return (
    <li>
      <span>
        {label}
        {help && <small>{help}</small>}
      </span>
      <Switch label={label} on={on} onChange={onChange} />
    </li>
  );
}
