/** JSON with numbers as they were written. Read own properties only. */
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
 * Marks a number for JSON.stringify: half of a surrogate pair, then the digits. No text in a token or file contains
 * such a half (strict JSON and UTF-8 refuse it), so the mark is unambiguous.
 */
const MARK = '\udead'
const MARKED = /"\\udead(-?[0-9][-+.0-9eE]*)"/g

/** A number in its original digits, if JavaScript would write it differently: 9007199254740993, 1.0, -0, 1E2. */
export class WrittenNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): string {
    return MARK + this.text
  }
}

/** Like JSON.stringify, with each WrittenNumber in its original digits. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('\\udead') ? text.replace(MARKED, '$1') : text
}

/** Whether JavaScript represents a JSON or YAML number exactly, however it is written: 1.0 is 1. */
export function isExact(text: string): boolean {
  const value = Number(text)
  if (!Number.isFinite(value) || String(value) === text) return Number.isFinite(value)
  if (/^0[xo]/.test(text)) return Number.isSafeInteger(value)
  return decimalOf(text) === decimalOf(String(value))
}

/** The significant digits, without leading and trailing zeros, and the power of ten. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^([-+]?)0*([0-9]*)\.?([0-9]*)(?:[eE]([-+]?[0-9]+))?$/.exec(text) ?? []
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  if (kept === '') return '0'
  return `${sign === '-' ? '-' : ''}${kept}e${Number(power) - fraction.length + digits.length - kept.length}`
}
