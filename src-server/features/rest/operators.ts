type Test = (value: unknown) => boolean;

/** How a field is compared with the text of a query. An array fits if one of its elements does. */
export const OPERATORS = {
  eq: (operand: string) => equals(operand),
  ne: (operand: string) => negate(equals(operand)),
  gt: (operand: string) => ordered(operand, (order) => order > 0),
  gte: (operand: string) => ordered(operand, (order) => order >= 0),
  lt: (operand: string) => ordered(operand, (order) => order < 0),
  lte: (operand: string) => ordered(operand, (order) => order <= 0),
  in: (operand: string) => anyOf(operand.split(',').map(equals)),
  contains: (operand: string) => text(operand, (value, part) => value.includes(part)),
  startsWith: (operand: string) => text(operand, (value, part) => value.startsWith(part)),
  endsWith: (operand: string) => text(operand, (value, part) => value.endsWith(part)),
} as const satisfies Record<string, (operand: string) => Test>;

export type Operator = keyof typeof OPERATORS;

const negate =
  (test: Test): Test =>
  (value) =>
    !test(value);
const anyOf =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));

function equals(operand: string): Test {
  const number = asNumber(operand);
  const test: Test = (value) =>
    typeof value === 'number' ? value === number : isScalar(value) && String(value) === operand;
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}

/** Numbers, and texts that both look like numbers, by value; other texts by their characters, which suits ISO dates. */
function ordered(operand: string, accepts: (order: number) => boolean): Test {
  const number = asNumber(operand);
  return (value) => {
    const own = typeof value === 'number' ? value : typeof value === 'string' ? asNumber(value) : undefined;
    if (own !== undefined && number !== undefined) return accepts(own - number);
    return typeof value === 'string' && accepts(value < operand ? -1 : value > operand ? 1 : 0);
  };
}

/** Without regard to case, as people search. */
function text(operand: string, fits: (value: string, part: string) => boolean): Test {
  const part = operand.toLowerCase();
  const test: Test = (value) => isScalar(value) && value !== null && fits(String(value).toLowerCase(), part);
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}

const isScalar = (value: unknown): boolean => value !== undefined && (typeof value !== 'object' || value === null);

function asNumber(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? undefined : number;
}
