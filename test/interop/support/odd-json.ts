import type { Signer } from '../../../src/core/as-server/odd-tokens.js'

/** Signed tokens with texts that the parsers of engines read differently, or crash at. */
export function oddJson(
  { header, sign }: Signer,
  claims: object,
): { readonly who: string; readonly token: string }[] {
  const head = JSON.stringify(header)
  const good = JSON.stringify(claims)
  const compact = (first: string, second: string): string => {
    const input = `${base64url(first)}.${base64url(second)}`
    return `${input}.${base64url(sign(input))}`
  }
  const members = [
    ...['"x":1e1000000000', '"x":-1e99999999999999999999', '"x":"1e1000000000"', '"x":1e308'],
    ...['', "'x':1", 'x:1', '"x":"\t"', `"x":"\\'"`, '"x":"\\x41"', '"x":"\\\\ud800"', '"":{}'],
    ...['"x":{"a":1,"a":2}', '"x":+1', '"x":01', '"x":1.', '"x":NaN', '"x":1/**/', '"x":[1,]'],
    ...[62, 63, 64, 90].map((depth) => `"x":${'['.repeat(depth)}${']'.repeat(depth)}`),
    ...[62, 63, 64].map((depth) => `"x":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  ]
  const texts = [
    ...members.map((member) => `${good.slice(0, -1)},${member}}`),
    ...[` \n${good}\r\t`, `${good}x`, `${good}{}`, `\u00a0${good}`, `${good}\0`, good.slice(0, -1)],
  ]
  const heads = ["'x':1", '"x":1e1000000000', '"x":1,"x":2', ''].map(
    (member) => `${head.slice(0, -1)},${member}}`,
  )
  const nulls = ['typ', 'crit', 'b64', 'zip'].map((name) => ({
    who: `${name} null in the header`,
    token: compact(JSON.stringify({ ...header, [name]: null }), good),
  }))
  return [
    ...nulls,
    ...texts.map((text) => ({ who: `claims ${text.slice(-40)}`, token: compact(head, text) })),
    ...heads.map((text) => ({ who: `header ${text.slice(-40)}`, token: compact(text, good) })),
  ]
}

const base64url = (part: string | Uint8Array): string => Buffer.from(part).toString('base64url')
