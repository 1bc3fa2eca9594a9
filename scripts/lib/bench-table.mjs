/**
 * One figure of a benchmark.
 * @typedef {object} BenchRow
 * @property {string} name
 * @property {number} value
 * @property {string} unit e.g. "msg/s"
 * @property {number} [ratio] value as a ratio to the row `of`, which was measured in the same run
 * @property {string} [of]
 * @property {string} [goal] e.g. "≥ 0.80"
 * @property {boolean} [met]
 */

/**
 * @param {string} title
 * @param {readonly BenchRow[]} rows
 * @returns {string} lines for a terminal, a row each, columns aligned
 */
export function benchTable(title, rows) {
  const cells = rows.map(({ name, value, unit, ratio, of, goal, met }) => [
    name,
    `${formatValue(value)} ${unit}`,
    ratio === undefined ? '' : `${ratio.toFixed(2)} × ${of ?? 'the first'}`,
    goal === undefined ? '' : `goal ${goal}`,
    met === undefined ? '' : met ? '✓' : '✗ missed',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => {
    const [name = '', value = '', ...rest] = row;
    // Numbers are read at their right end.
    const aligned = [name.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0)];
    return [...aligned, ...rest.map((cell, index) => cell.padEnd(widths[index + 2] ?? 0))].join('  ').trimEnd();
  });
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** @param {number} value */
function formatValue(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
