// Figures as benches and soaks tell them: the middle of several, rounded, and on the way to them a word on stderr.

/** The middle of values; of an even number, what is between the two. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The smallest of values that so large a share of them does not exceed; of none, zero. */
export const share = (values, part) => values.toSorted((a, b) => a - b)[Math.ceil(part * values.length) - 1] ?? 0;

/** A number with so many digits after the point at most. */
export const rounded = (value, digits = 2) => Number(value.toFixed(digits));

/** Says something about the way. Stdout is for the result alone. */
export const note = (text) => process.stderr.write(`bench      ${text}\n`);
