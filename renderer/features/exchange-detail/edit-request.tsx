import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView, ShownDetail } from '../../../electron/ipc/contract.ts';
import { useApp } from '../../app-context.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { failureText } from '../../error-text.ts';
import classes from './edit-request.module.css';
import { type DraftProblems, draftOf, keptContent, type RequestDraft, readDraft } from './request-draft.ts';
import { sendAndSelect } from './send-and-select.ts';

interface EditRequestProps {
  readonly server: ServerView;
  readonly detail: ShownDetail;
  readonly onClose: () => void;
}

/** A request that was received, to be changed and sent once more. */
export default function EditRequest({ server, detail, onClose }: EditRequestProps) {
  const { t } = useTranslation();
  const { draft, change, problems, failure, sending, send } = useDraft(server.id, detail, onClose);
  const kept = keptContent(detail) !== undefined;
  return (
    <Modal opened onClose={onClose} size="lg" title={t('edit.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form className={classes.form} onSubmit={send}>
        <div className={classes.first}>
          <TextInput
            label={t('column.method')}
            value={draft.method}
            onChange={(event) => change({ method: event.currentTarget.value })}
            error={problems.method && t('edit.methodWrong')}
          />
          <TextInput
            label={t('edit.target')}
            value={draft.target}
            onChange={(event) => change({ target: event.currentTarget.value })}
            error={problems.target !== undefined && t('edit.targetWrong', { right: problems.target })}
            data-autofocus
          />
        </div>
        <TextArea
          label={t('detail.fields')}
          rows={6}
          text={draft.fields}
          onText={(fields) => change({ fields })}
          error={problems.fields ? t('edit.fieldsWrong', { line: problems.fields }) : undefined}
        />
        <TextArea
          label={t('detail.body')}
          rows={5}
          text={draft.body}
          onText={(body) => change({ body })}
          disabled={kept}
          help={kept ? t('edit.bodyKept') : detail.requestBody?.cut ? t('body.cut') : undefined}
        />
        {failure && (
          <p className={classes.error} role="alert">
            {t('edit.failed', { problem: failure })}
          </p>
        )}
        <div className={classes.actions}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="filled" type="submit" disabled={sending}>
            {t('edit.send')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Problems are said once something was sent that is wrong, and from then on at every key. */
function useDraft(server: string, detail: ShownDetail, onSent: () => void) {
  const app = useApp();
  const [draft, setDraft] = useState(() => draftOf(detail));
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [sending, setSending] = useState(false);
  const read = readDraft(draft, keptContent(detail));
  const problems: DraftProblems = tried && 'problems' in read ? read.problems : {};
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(undefined);
    if ('problems' in read) return;
    setSending(true);
    sendAndSelect(app, server, read.request)
      .then(onSent, (error: unknown) => setFailure(failureText(error)))
      .finally(() => setSending(false));
  };
  const change = (part: Partial<RequestDraft>) => setDraft((before) => ({ ...before, ...part }));
  return { draft, change, problems, failure, sending, send };
}
