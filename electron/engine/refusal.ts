import type { ErrorReport } from '../../src-server/errors.ts';

/** The engine said no, with a reason for the person. */
export class EngineRefusal extends Error {
  readonly report: ErrorReport;

  constructor(report: ErrorReport) {
    super(report.message);
    this.name = 'EngineRefusal';
    this.report = report;
  }
}
