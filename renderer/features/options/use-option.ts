import { useState } from 'react';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { OptionKey } from '../../../src-server/config/schema.ts';
import { useConfigure } from '../../use-configure.ts';
import { currentValue, isValid } from './option-values.ts';
import { isSwitchedOn, SWITCHES } from './presentation.ts';

export interface OptionState {
  /** What the form shows: the value, or what is being made of it. */
  readonly draft: unknown;
  readonly on: boolean;
  /** A draft that is not complete yet, or a field whose text is no value: the old value still holds. */
  readonly unfinished: boolean;
  readonly refusal: string | undefined;
  readonly set: (value: unknown) => void;
  readonly toggle: (on: boolean) => void;
  readonly reset: () => void;
  readonly markInvalid: (name: string, invalid: boolean) => void;
}

/** One option of a server while it is edited. A wrong value never applies. */
export function useOption(server: ServerView, key: OptionKey): OptionState {
  const { configure, refusal } = useConfigure(server);
  const value = currentValue(server.config, key);
  const [draft, setDraft] = useState<{ readonly value: unknown }>();
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const forget = () => {
    setDraft(undefined);
    setInvalid(new Set());
  };
  const set = (next: unknown) => {
    setDraft({ value: next });
    if (!isValid(key, next)) return;
    void configure({ [key]: next }).then((taken) => taken && setDraft(undefined));
  };
  return {
    draft: draft ? draft.value : value,
    on: isSwitchedOn(key, value),
    unfinished: invalid.size > 0 || (draft !== undefined && !isValid(key, draft.value)),
    refusal,
    set,
    toggle: (on) =>
      on ? set(SWITCHES[key]?.on ?? firstDraft(key)) : void configure({ [key]: SWITCHES[key]?.off }).then(forget),
    reset: () => void configure({ [key]: null }).then(forget),
    markInvalid: (name, isInvalid) => setInvalid((before) => withName(before, name, isInvalid)),
  };
}

/** What a feature that means nothing without its form begins with. */
function firstDraft(key: OptionKey): unknown {
  return key === 'auth' ? { users: [{}] } : [{}];
}

function withName(names: ReadonlySet<string>, name: string, wanted: boolean): ReadonlySet<string> {
  const next = new Set(names);
  if (wanted) next.add(name);
  else next.delete(name);
  return next;
}
