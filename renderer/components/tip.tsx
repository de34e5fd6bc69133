import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Opens once it knows its target: before that it would be seen in the corner for a frame. */
export default function Tip({ target }: { readonly target: HTMLElement }) {
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(true), []);
  return <Tooltip target={target} opened={opened} label={target.dataset.tip} />;
}
