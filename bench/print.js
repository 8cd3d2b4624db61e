import { loadavg } from 'node:os'

/**
 * @typedef {object} Row
 * @property {string} what was measured
 * @property {string} median of it
 * @property {string} [against] the thing that was measured in turn with it, and its median
 * @property {string} [ratio]
 * @property {string} [aim]
 */

export const loadAverage = () => loadavg()[0]?.toFixed(1)
export const ms = (value) => (value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`)
export const times = (value) => (value < 0.1 ? value.toFixed(3) : value.toFixed(2))

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** @param {Row[]} rows as Markdown, in columns */
export function table(rows) {
  const cells = rows.map(({ what, median, against = '', ratio = '', aim = '' }) => [
    what,
    median,
    against,
    ratio,
    aim,
  ])
  const lines = [['what', 'median', 'against', 'ratio', 'aim'], ...cells]
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(3, ...lines.map((line) => line[i].length)))
  const print = (line) => `| ${line.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`
  const rule = print(widths.map((width) => '-'.repeat(width)))
  return [print(lines[0]), rule, ...lines.slice(1).map(print)].join('\n')
}
