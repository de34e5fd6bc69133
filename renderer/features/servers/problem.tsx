import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { Trouble } from './condition.ts';
import { EngineProblem } from './engine-problem.tsx';
import { FolderProblem } from './folder-problem.tsx';
import { PortProblem } from './port-problem.tsx';

interface ProblemProps {
  readonly server: ServerView;
  readonly trouble: Trouble;
}

/** The one box that says what is wrong with a server. */
export function Problem({ server, trouble }: ProblemProps) {
  switch (trouble) {
    case 'port':
      return <PortProblem server={server} />;
    case 'folder-gone':
    case 'folder-denied':
      return <FolderProblem server={server} denied={trouble === 'folder-denied'} />;
    default:
      return <EngineProblem server={server} died={trouble === 'engine'} />;
  }
}
