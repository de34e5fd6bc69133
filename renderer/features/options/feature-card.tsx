import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { OPTIONS, type OptionKey } from '../../../src-server/config/schema.ts';
import { IconAccessPoint, IconBolt } from '../../components/icons.ts';
import { Switch } from '../../components/switch.tsx';
import { isVisible } from '../servers/condition.ts';
import classes from './feature-card.module.css';
import { ICONS } from './icons.ts';
import formClasses from './option-form.module.css';
import { OptionForm } from './option-form.tsx';
import { isDefault } from './option-values.ts';
import { SWITCHES } from './presentation.ts';
import { mayRunCode, RunCodeDialog } from './run-code-dialog.tsx';
import { type Shape, shapeOf } from './shape.ts';
import { summary } from './summary.ts';
import { ThrottlePresets } from './throttle-presets.tsx';
import { useOption } from './use-option.ts';

interface FeatureCardProps {
  readonly server: ServerView;
  readonly option: OptionKey;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** One feature: its switch works from the closed card, its form opens below. */
export function FeatureCard({ server, option, open, onOpen }: FeatureCardProps) {
  const { t } = useTranslation();
  const state = useOption(server, option);
  const [asking, setAsking] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const shape = useMemo(() => shapeOf(OPTIONS[option].schema), [option]);
  const switched = SWITCHES[option];
  const Icon = ICONS[option];
  const title = t(`option.${option}` as 'option.listing');
  const toggle = (on: boolean) => {
    if (on && option === 'handlers' && !mayRunCode(server.root)) return setAsking(true);
    state.toggle(on);
    if (on && switched?.needsForm) onOpen(true);
  };
  const setting = state.on && summary(option, state.draft);
  const hasForm = shape.kind !== 'boolean' && !(shape.kind === 'choice' && switched);
  return (
    <article
      ref={card}
      className={classes.card}
      data-lit={state.on || undefined}
      data-open={(open && hasForm) || undefined}
      aria-label={title}
    >
      <div className={classes.head}>
        {Icon && <Icon className={classes.icon} size={18} stroke={1.75} aria-hidden />}
        <h2>
          {hasForm ? (
            <button type="button" className={classes.opener} aria-expanded={open} onClick={() => onOpen(!open)}>
              {title}
            </button>
          ) : (
            title
          )}
        </h2>
        <p>
          {setting && !open ? (
            <code className="ellipsis">{setting}</code>
          ) : (
            t(`option.${option}.text` as 'option.listing.text')
          )}
        </p>
        {switched && <Switch label={title} on={state.on} onChange={toggle} />}
      </div>
      {open && hasForm && <CardForm server={server} option={option} shape={shape} state={state} />}
      {asking && <RunCodeDialog root={server.root} onRun={() => state.toggle(true)} onClose={() => setAsking(false)} />}
    </article>
  );
}

interface CardFormProps {
  readonly server: ServerView;
  readonly option: OptionKey;
  readonly shape: Shape;
  readonly state: ReturnType<typeof useOption>;
}

const OPEN_TO_ALL: readonly OptionKey[] = ['upload', 'handlers', 'cgi'];

function CardForm({ server, option, shape, state }: CardFormProps) {
  const { t } = useTranslation();
  const exposed = OPEN_TO_ALL.includes(option) && state.on && isVisible(server) && !server.config.auth;
  const applies = t(OPTIONS[option].applies === 'listener' ? 'feature.restarts' : 'feature.nextRequest');
  return (
    <>
      <div className={formClasses.form}>
        {option === 'throttle' && <ThrottlePresets value={state.draft} onChange={state.set} />}
        <OptionForm
          option={option}
          shape={shape}
          value={state.draft}
          onChange={state.set}
          onInvalid={state.markInvalid}
        />
        {exposed && (
          <p className={classes.caution}>
            <IconAccessPoint size={16} stroke={1.75} aria-hidden />
            {t(option === 'upload' ? 'feature.anyoneAdds' : 'feature.anyoneRuns')}
          </p>
        )}
        {state.refusal && (
          <p className={classes.refusal} role="alert">
            {state.refusal}
          </p>
        )}
      </div>
      <footer className={classes.foot}>
        <IconBolt size={14} stroke={1.75} aria-hidden />
        <span role="status">{state.unfinished || state.refusal ? t('feature.unfinished') : applies}</span>
        <Button size="xs" variant="subtle" disabled={isDefault(server.config, option)} onClick={state.reset}>
          {t('feature.reset')}
        </Button>
      </footer>
    </>
  );
}
