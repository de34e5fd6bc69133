import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct } from '../../app-context.tsx';
import classes from './rename-dialog.module.css';

interface RenameDialogProps {
  readonly server: ServerView;
  readonly onClose: () => void;
}

export default function RenameDialog({ server, onClose }: RenameDialogProps) {
  const { t } = useTranslation();
  const act = useAct();
  const [name, setName] = useState(server.name);
  const save = (event: FormEvent) => {
    event.preventDefault();
    act('server:configure', server.id, { name: name.trim() === '' ? null : name.trim() });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('rename.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={save}>
        <TextInput
          label={t('rename.name')}
          description={t('rename.help')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <div className={classes.actions}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="filled" type="submit">
            {t('rename.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
