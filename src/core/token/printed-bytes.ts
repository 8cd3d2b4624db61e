/** Hex bytes with separators: `30:82`, `30 82`, `0x30, 0x82`. Every repetition is bounded or consumes what it tried. */
const HEX_BYTES = /(?:\b(?:0x)?[0-9a-fA-F]{2}[\s:,]{1,40}){31,}(?:0x)?(?:[0-9a-fA-F]{2}\b)?/g
/** Decimal bytes, signed as Java prints them: `48, -126`, `[48 130]`. */
const DECIMAL_BYTES = /(?:(?<![\w.-])-?[0-9]{1,3}[\s,]{1,40}){31,}(?:-?[0-9]{1,3}\b)?/g
/** A line of `xxd`, `hexdump -C` or `od`: an offset, then the bytes, then perhaps the text. */
const DUMPED = /^[0-9a-fA-F]{4,10}(:?)[ \t]{1,9}(\S.*)$/

/** Bytes as programs print them: a C array, a hex dump, Go's and Java's lists. At least 32 of them. */
export function* printedBytes(text: string): Generator<Uint8Array> {
  for (const [run] of text.matchAll(HEX_BYTES)) yield fromPairs(run.replace(/0x|[^0-9a-fA-F]/g, ''))
  for (const [run] of text.matchAll(DECIMAL_BYTES)) {
    const numbers = (run.match(/-?[0-9]+/g) ?? []).map(Number)
    if (numbers.every((each) => each >= -128 && each < 256)) yield Uint8Array.from(numbers)
  }
  const dumped = text.split(/\r?\n/).map(digitsOf).join('')
  if (dumped.length >= 64) yield fromPairs(dumped)
}

/** The hex digits in one line of a dump; empty for any other line. */
function digitsOf(line: string): string {
  const [, colon, rest = ''] = DUMPED.exec(line.slice(0, 200).trim()) ?? []
  // xxd puts two spaces before the text, hexdump a bar.
  const digits = (rest.split(colon ? '  ' : '|')[0] ?? '').replace(/\s/g, '')
  return /^(?:[0-9a-fA-F]{2}){1,32}$/.test(digits) ? digits : ''
}

const fromPairs = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
