const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * The `mappings` of a source map after line ends were inserted into the code. Of a segment, only the column in the
 * generated line changes, which comes first and is relative to the segment before it on the same line.
 *
 * @param {string} mappings
 * @param {string} code
 * @param {readonly number[]} breaks where in the code, in ascending order
 */
export function shiftedMappings(mappings, code, breaks) {
  let lineStart = 0
  let next = 0
  return mappings
    .split(';')
    .map((line) => {
      const end = code.indexOf('\n', lineStart)
      const lineEnd = end < 0 ? code.length : end
      const columns = []
      for (; breaks[next] <= lineEnd; next++) columns.push(breaks[next] - lineStart)
      lineStart = lineEnd + 1
      return brokenLine(line, columns)
    })
    .join(';')
}

/**
 * @param {string} line
 * @param {readonly number[]} columns where it is broken
 */
function brokenLine(line, columns) {
  const lines = [[]]
  let column = 0
  let before = 0
  for (const segment of line === '' ? [] : line.split(',')) {
    const { value, length } = decoded(segment)
    column += value
    while (lines.length <= columns.length && columns[lines.length - 1] <= column) {
      before = columns[lines.length - 1]
      lines.push([])
    }
    lines.at(-1).push(encoded(column - before) + segment.slice(length))
    before = column
  }
  while (lines.length <= columns.length) lines.push([])
  return lines.map((segments) => segments.join(',')).join(';')
}

/** The first base64 VLQ number of a segment, and how many characters it has. */
function decoded(segment) {
  let bits = 0
  for (let length = 0; ; length++) {
    const digit = DIGITS.indexOf(segment[length])
    bits += (digit & 31) * 32 ** length
    if (digit < 32) return { value: bits % 2 ? -(bits - 1) / 2 : bits / 2, length: length + 1 }
  }
}

/** @param {number} value not negative, since the columns of a line ascend */
function encoded(value) {
  const digits = []
  for (let bits = value * 2; digits.length === 0 || bits > 0; bits = Math.floor(bits / 32))
    digits.push(bits % 32)
  return digits.map((digit, index) => DIGITS[digit + (index < digits.length - 1 ? 32 : 0)]).join('')
}
