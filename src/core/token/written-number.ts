/** JSON with its numbers as they were written. Read own properties only. */
export type Written =
  | string
  | number
  | boolean
  | null
  | WrittenNumber
  | readonly Written[]
  | WrittenObject
export interface WrittenObject {
  readonly [name: string]: Written
}

/**
 * What a number becomes for JSON.stringify: half of a surrogate pair, then the digits. No text in a token or file holds
 * such a half (strict JSON and UTF-8 refuse it), so nothing else looks like it.
 */
const MARK = '\udead'
const MARKED = /"\\udead(-?[0-9][-+.0-9eE]*)"/g

/** A number in its own digits, where JavaScript would write others: 9007199254740993, 1.0, -0, 1E2. */
export class WrittenNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): string {
    return MARK + this.text
  }
}

/** As JSON.stringify, with each WrittenNumber in its own digits. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('\\udead') ? text.replace(MARKED, '$1') : text
}

/** Whether a number of JSON or YAML is exactly what JavaScript makes of it, however it is spelled: 1.0 is 1. */
export function isExact(text: string): boolean {
  const value = Number(text)
  if (!Number.isFinite(value) || String(value) === text) return Number.isFinite(value)
  if (/^0[xo]/.test(text)) return Number.isSafeInteger(value)
  return decimalOf(text) === decimalOf(String(value))
}

/** Digits without zeros around them, and the power of ten. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^([-+]?)0*([0-9]*)\.?([0-9]*)(?:[eE]([-+]?[0-9]+))?$/.exec(text) ?? []
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  if (kept === '') return '0'
  return `${sign === '-' ? '-' : ''}${kept}e${Number(power) - fraction.length + digits.length - kept.length}`
}
