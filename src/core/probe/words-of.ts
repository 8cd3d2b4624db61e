/**
 * The words of a command line that no shell reads: a JSON array of strings, or words between spaces, where single and
 * double quotes keep spaces. No other character is special, so `$NAME`, `|` and `*` are passed on as they are.
 *
 * @returns undefined for an empty line, an unclosed quote, and JSON that is not an array of strings
 */
export function wordsOf(line: string): [string, ...string[]] | undefined {
  const words = line.trimStart().startsWith('[') ? fromJson(line) : fromText(line)
  const [first, ...rest] = words ?? []
  if (first === undefined || first === '') return undefined
  // A NUL ends an argument early.
  return [first, ...rest].some((word) => word.includes('\0')) ? undefined : [first, ...rest]
}

function fromJson(line: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(line)
    const isWords = Array.isArray(value) && value.every((word) => typeof word === 'string')
    return isWords ? value : undefined
  } catch {
    return undefined
  }
}

function fromText(line: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (const character of line) {
    if (quote !== '') {
      if (character === quote) quote = ''
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== '') return undefined
  return word === undefined ? words : [...words, word]
}
