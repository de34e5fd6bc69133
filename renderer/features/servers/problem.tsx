import type { ServerView } from '../../../electron/ipc/contract.ts';
import { troubleOf } from './condition.ts';
import { EngineProblem } from './engine-problem.tsx';
import { FolderProblem } from './folder-problem.tsx';
import { PortProblem } from './port-problem.tsx';

/** The one box that says what is wrong with a server, or nothing. */
export function Problem({ server }: { readonly server: ServerView }) {
  const trouble = troubleOf(server);
  switch (trouble) {
    case undefined:
      return null;
    case 'port':
      return <PortProblem server={server} />;
    case 'folder-gone':
    case 'folder-denied':
      return <FolderProblem server={server} denied={trouble === 'folder-denied'} />;
    default:
      return <EngineProblem server={server} died={trouble === 'engine'} />;
  }
}
