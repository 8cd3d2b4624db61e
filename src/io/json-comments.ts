/** A string, a comment, or any other character that is not a space. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|\S/g

/**
 * JSON with comments as JSON: comments, and commas before a closing bracket, become spaces, so everything else keeps its
 * line and column. A comment that is not closed is left as it is, for the parser to report. NOT checked: whether the
 * rest is JSON.
 */
export function withoutComments(text: string): string {
  const blanks: [start: number, end: number][] = []
  let comma: number | undefined
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token.length > 1 && token.startsWith('/')) {
      blanks.push([index, index + token.length])
      continue
    }
    if (comma !== undefined && (token === '}' || token === ']')) blanks.push([comma, comma + 1])
    comma = token === ',' ? index : undefined
  }
  if (blanks.length === 0) return text
  const pieces: string[] = []
  let from = 0
  for (const [start, end] of blanks.sort(([a], [b]) => a - b)) {
    pieces.push(text.slice(from, start), text.slice(start, end).replace(/[^\r\n]/g, ' '))
    from = end
  }
  return pieces.join('') + text.slice(from)
}
