import { escapeText } from '../escape.js'

export const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

type Attributes = Readonly<Record<string, string | number>>

export function element(indent: string, name: string, attributes: Attributes, inner = ''): string {
  const open = `${indent}<${name}${list(attributes)}`
  return inner === '' ? `${open}/>\n` : `${open}>\n${inner}${indent}</${name}>\n`
}

/** As `element`, for contents that are too long for one string. */
export function* elementOf(
  indent: string,
  name: string,
  attributes: Attributes,
  inner: Iterator<string>,
): Generator<string> {
  let part = inner.next()
  if (part.done) return yield element(indent, name, attributes)
  yield `${indent}<${name}${list(attributes)}>\n`
  for (; !part.done; part = inner.next()) yield part.value
  yield `${indent}</${name}>\n`
}

export const list = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xml(String(value))}"`)
    .join('')

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
])

/** Escapes text for elements and attributes. */
export const xml = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (found) => ENTITIES.get(found) ?? '')

/** Characters that XML 1.0 forbids (§2.2) become `\u{…}`, as do other unsafe ones. */
export const printable = (text: string): string =>
  escapeText(text).replace(/[\ufffe\uffff]/g, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`)

/** Three decimals and no exponent, as the schema requires. */
export const time = (seconds: number): string => seconds.toFixed(3)
