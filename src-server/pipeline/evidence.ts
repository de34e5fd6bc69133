import { dirname, join } from 'node:path';
import type { HotAnswer } from '../features/static/hot-answer.ts';
import { type NearMiss, nearMiss, nearTarget } from '../features/static/near-miss.ts';
import { fieldOf } from '../features/static/sent-fields.ts';
import type { BodyPreview, ExchangeDetail, TraceEntry } from '../log/detail.ts';
import type { ExchangeRecord } from '../log/record.ts';
import { BodyTap } from './body-tap.ts';
import type { Exchange } from './exchange.ts';

/** What is kept of an exchange to answer questions about it later. It must not hold the request: that holds a socket. */
export interface Evidence {
  readonly rawHeaders: readonly string[];
  readonly sentFields: readonly string[];
  readonly fieldSteps: ReadonlyMap<string, string>;
  readonly headMs: number;
  readonly trace: readonly TraceEntry[];
  readonly file: string | undefined;
  /** Where the file was looked for, if there was none. */
  readonly absentPath: string | undefined;
  readonly requestBody: BodyPreview | undefined;
  readonly responseBody: BodyPreview | undefined;
}

const HOT_TRACE: readonly TraceEntry[] = [{ step: 'static', verdict: 'decided', code: 'static.hot' }];

/** Evidence is put together when it is asked for, which is rare; an exchange only leaves what it takes to do so. */
export interface EvidenceSource {
  evidence(record: ExchangeRecord): Evidence;
}

/** Five hundred of these outlive their request: the less they hold, the less every garbage collection has to move. */
export class HotEvidence implements EvidenceSource {
  readonly #rawHeaders: readonly string[];
  readonly #answer: HotAnswer;

  constructor(rawHeaders: readonly string[], answer: HotAnswer) {
    this.#rawHeaders = rawHeaders;
    this.#answer = answer;
  }

  evidence({ durationMs }: ExchangeRecord): Evidence {
    const { fields, fieldSteps, file, absentPath } = this.#answer;
    return {
      rawHeaders: this.#rawHeaders,
      headMs: durationMs,
      sentFields: fields,
      fieldSteps,
      trace: HOT_TRACE,
      file,
      absentPath,
      requestBody: undefined,
      responseBody: previewOf(this.#answer),
    };
  }
}

export class ExchangeEvidence implements EvidenceSource {
  readonly #kept: Omit<Evidence, 'requestBody' | 'responseBody'>;
  readonly #requestTap: BodyTap | undefined;
  readonly #responseTap: BodyTap | undefined;

  constructor(exchange: Exchange) {
    const { sentFields, fieldSteps, trace, file, proof, startedAt, sentStatus } = exchange;
    const { rawHeaders } = exchange.request;
    const headMs = (exchange.headAt ?? performance.now()) - startedAt;
    const absentPath = sentStatus === 404 ? proof?.absentPaths[0] : undefined;
    this.#kept = { rawHeaders, sentFields, fieldSteps, headMs, trace, file, absentPath };
    this.#requestTap = exchange.requestTap;
    this.#responseTap = exchange.responseTap;
  }

  evidence(): Evidence {
    const [requestBody, responseBody] = [this.#requestTap?.preview(), this.#responseTap?.preview()];
    return { ...this.#kept, requestBody, responseBody };
  }
}

const NOTHING = {
  sentFields: [],
  fieldSteps: new Map(),
  headMs: 0,
  file: undefined,
  absentPath: undefined,
  requestBody: undefined,
};

export function malformedEvidence(status: number): EvidenceSource {
  const trace = [{ step: 'parser', verdict: 'refused', code: `error.${status}` }] as const;
  return { evidence: () => ({ ...NOTHING, rawHeaders: [], trace, responseBody: undefined }) };
}

export function lostEvidence(rawHeaders: readonly string[]): EvidenceSource {
  return { evidence: () => ({ ...NOTHING, rawHeaders, trace: [], responseBody: undefined }) };
}

export async function buildDetail(record: ExchangeRecord, evidence: Evidence): Promise<ExchangeDetail> {
  const { file, requestBody, responseBody, absentPath } = evidence;
  const miss = absentPath === undefined ? undefined : await nearMiss(absentPath);
  return {
    record,
    requestFields: pairs(evidence.rawHeaders),
    responseFields: pairs(evidence.sentFields),
    fieldSteps: Object.fromEntries(evidence.fieldSteps),
    trace: [...evidence.trace, ...(miss ? [explainMiss(miss)] : [])],
    timing: { headMs: evidence.headMs, endMs: record.durationMs },
    ...(file === undefined ? {} : { file }),
    ...(miss && absentPath ? { near: nearOf(record.target, absentPath, miss) } : {}),
    ...(requestBody ? { requestBody } : {}),
    ...(responseBody ? { responseBody } : {}),
  };
}

function explainMiss({ name, differs }: NearMiss): TraceEntry {
  return { step: 'static', verdict: 'skipped', code: `static.near-${differs}`, params: { name } };
}

function nearOf(target: string, absentPath: string, { name }: NearMiss): NonNullable<ExchangeDetail['near']> {
  return { file: join(dirname(absentPath), name), target: nearTarget(target, absentPath, name) };
}

function previewOf({ mediaType, fields, body }: HotAnswer): BodyPreview | undefined {
  if (!body) return undefined;
  const tap = new BodyTap(mediaType, fieldOf(fields, 'content-encoding'));
  tap.add(body);
  return tap.preview();
}

function pairs(flat: readonly string[]): [string, string][] {
  const fields: [string, string][] = [];
  for (let i = 0; i < flat.length; i += 2) fields.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return fields;
}
