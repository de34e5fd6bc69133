import type { ProblemParams } from '../../problems.ts';
import type { Notice } from '../../state.ts';

export function tlsNotice(params: ProblemParams): Notice {
  return { code: 'OPTION_NOTE', params: { option: 'tls', ...params }, message: params.problem };
}
