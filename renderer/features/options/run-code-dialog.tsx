import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readStored, store } from '../../stored.ts';
import classes from './run-code-dialog.module.css';

const STORED = 'portico.may-run-code';

/** Whether the person has said once that code in this folder may run. */
export function mayRunCode(root: string): boolean {
  return readStored<Record<string, boolean>>(STORED)?.[root] === true;
}

interface RunCodeDialogProps {
  readonly root: string;
  readonly onRun: () => void;
  readonly onClose: () => void;
}

export function RunCodeDialog({ root, onRun, onClose }: RunCodeDialogProps) {
  const { t } = useTranslation();
  const run = () => {
    store(STORED, { ...readStored<Record<string, boolean>>(STORED), [root]: true });
    onRun();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('runCode.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <p className="second">{t('runCode.text')}</p>
      <p className={classes.root}>
        <code>{root}</code>
      </p>
      <div className={classes.actions}>
        <Button onClick={onClose} data-autofocus>
          {t('cancel')}
        </Button>
        <Button variant="filled" onClick={run}>
          {t('runCode.run')}
        </Button>
      </div>
    </Modal>
  );
}
