import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../electron/ipc/contract.ts';
import type { ErrorReport } from '../src-server/errors.ts';
import { useApp } from './app-context.tsx';
import { errorText } from './error-text.ts';

export interface Configure {
  /** Changes options; a server that failed to start is started again with them. Resolves to whether they were taken. */
  readonly configure: (change: Readonly<Record<string, unknown>>) => Promise<boolean>;
  /** Why the last change was refused, in words. */
  readonly refusal: string | undefined;
  readonly errors: readonly ErrorReport[];
}

export function useConfigure({ id, state }: ServerView): Configure {
  const { bridge } = useApp();
  const { t } = useTranslation();
  const [errors, setErrors] = useState<readonly ErrorReport[]>([]);
  const configure = async (change: Readonly<Record<string, unknown>>) => {
    const result = await bridge.call('server:configure', id, change);
    setErrors(result.ok ? [] : result.errors);
    if (result.ok && state.kind === 'failed') await bridge.call('server:start', id);
    return result.ok;
  };
  const refusal = errors.length > 0 ? errors.map((error) => errorText(t, error)).join(' ') : undefined;
  return { configure, refusal, errors };
}
