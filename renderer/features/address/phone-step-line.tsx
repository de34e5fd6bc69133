import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../app-context.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { IconAlertOctagon, IconCircleCheck, IconHelpCircle } from '../../components/icons.ts';
import classes from './phone-check.module.css';
import type { PhoneStep } from './phone-steps.ts';

const MARKS = { ok: IconCircleCheck, problem: IconAlertOctagon, look: IconHelpCircle } as const;

interface PhoneStepLineProps {
  readonly step: PhoneStep;
  readonly params: Readonly<Record<string, string | number>>;
  readonly onChoose: (url: string) => void;
}

export function PhoneStepLine({ step, params, onChoose }: PhoneStepLineProps) {
  const { t } = useTranslation();
  const { id, mark, command, urls = [] } = step;
  const Mark = MARKS[mark];
  return (
    <li data-mark={mark}>
      <Mark size={16} stroke={1.75} aria-hidden />
      <div className="selectable">
        <b>
          <span className="screen-reader">{t(`phone.mark.${mark}`)} </span>
          {t(`phone.${id}`, params)}
        </b>
        <p>{t(`phone.${id}.help`, params)}</p>
        {command && <Command text={command} />}
        {urls.length > 0 && (
          <p className={classes.others}>
            {urls.map((url) => (
              <Button key={url} size="xs" onClick={() => onChoose(url)}>
                {new URL(url).host}
              </Button>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

function Command({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const act = useAct();
  return (
    <div className={classes.command}>
      <code>{text}</code>
      <CopyButton label={t('phone.copyCommand')} onCopy={() => act('clipboard:write', text)} />
    </div>
  );
}
