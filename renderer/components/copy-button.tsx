import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { IconCheck, IconCopy } from './icons.ts';

const CONFIRM_MS = 1200;

interface CopyButtonProps {
  readonly label: string;
  readonly shortcut?: string;
  readonly onCopy: () => void;
}

export function CopyButton({ label, shortcut, onCopy }: CopyButtonProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), CONFIRM_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    onCopy();
    setCopied(true);
  };
  return (
    <>
      <IconButton
        label={label}
        icon={copied ? IconCheck : IconCopy}
        onClick={copy}
        {...(shortcut ? { shortcut } : {})}
      />
      <span role="status" className="screen-reader">
        {copied ? t('copied') : ''}
      </span>
    </>
  );
}
