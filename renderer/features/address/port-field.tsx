import { TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useConfigure } from '../../use-configure.ts';
import { portOf } from '../servers/condition.ts';
import classes from './address-popover.module.css';
import { portProblem } from './port-problem.ts';

/** The port applies on Enter or when the field is left; a wrong one never does. */
export function PortField({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const { configure, refusal } = useConfigure(server);
  const id = useId();
  const current = String(portOf(server) ?? server.config.port ?? '');
  const [text, setText] = useState(current);
  useEffect(() => setText(current), [current]);
  const problem = portProblem(text);
  const apply = (event?: FormEvent) => {
    event?.preventDefault();
    if (!problem && text !== current) void configure({ port: Number(text) });
  };
  return (
    <form className={classes.port} onSubmit={apply}>
      <label htmlFor={id}>{t('address.port')}</label>
      <TextInput
        id={id}
        className={`${classes.portInput} num`}
        inputMode="numeric"
        value={text}
        aria-invalid={problem !== undefined}
        onChange={(event) => setText(event.currentTarget.value.trim())}
        onBlur={() => apply()}
      />
      {problem || refusal ? (
        <span className={classes.portError} role="alert">
          {problem ? t(problem, { port: text }) : refusal}
        </span>
      ) : (
        <span className="quiet">{t('address.portRestarts')}</span>
      )}
    </form>
  );
}
