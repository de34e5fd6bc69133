import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app-context.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly isSet: boolean;
  readonly onChange: (hash: string) => void;
}

/** Takes a password and gives its hash on; the password itself is kept nowhere. */
export function PasswordField({ label, isSet, onChange }: PasswordFieldProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [password, setPassword] = useState('');
  const commit = async () => {
    if (password === '') return;
    onChange(await bridge.call('password:hash', password));
    setPassword('');
  };
  return (
    <TextInput
      type="password"
      label={label}
      autoComplete="new-password"
      placeholder={isSet ? t('field.passwordSet') : ''}
      value={password}
      onChange={(event) => setPassword(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={({ key }) => key === 'Enter' && void commit()}
    />
  );
}
