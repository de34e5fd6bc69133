import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownBody } from '../../../electron/ipc/contract.ts';
import { KeyValue } from '../../components/key-value.tsx';
import { formatBytes } from '../../format.ts';
import { type BodyContent, bodyContent } from './body-content.ts';
import classes from './body-view.module.css';
import detailClasses from './detail-pane.module.css';
import { JsonTree } from './json-tree.tsx';

interface BodyViewProps {
  readonly title: string;
  readonly body: ShownBody;
}

/** Content in the form that its media type asks for. */
export function BodyView({ title, body }: BodyViewProps) {
  const { t } = useTranslation();
  const content = useMemo(() => bodyContent(body), [body]);
  const facts = [body.mediaType, formatBytes(body.totalBytes)].filter((fact) => fact !== '');
  return (
    <section>
      <h2 className={detailClasses.section}>
        {title} <span className="quiet">{facts.join(', ')}</span>
      </h2>
      <Content content={content} body={body} title={title} />
      {body.stillCoded && <p className="quiet">{t('body.coded', { coding: body.stillCoded })}</p>}
      {body.cut && <p className="quiet">{t('body.cut')}</p>}
    </section>
  );
}

function Content({
  content,
  body,
  title,
}: {
  readonly content: BodyContent;
  readonly body: ShownBody;
  readonly title: string;
}) {
  const { t } = useTranslation();
  switch (content.kind) {
    case 'empty':
      return <p className="second">{t('body.empty')}</p>;
    case 'json':
      return <JsonTree value={content.value} />;
    case 'form':
      return <KeyValue label={title} entries={content.entries} />;
    case 'image':
      return <Image body={body} alt={title} />;
    default:
      return <pre className={`${classes.text} selectable`}>{content.text}</pre>;
  }
}

function Image({ body, alt }: { readonly body: ShownBody; readonly alt: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(body.bytes)], { type: body.mediaType }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [body]);
  return url ? <img className={classes.image} src={url} alt={alt} /> : null;
}
