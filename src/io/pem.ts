import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { fail } from '../core/errors.js'
import type { PemFault } from '../core/problems/keys.js'
import type { Jwk } from '../core/token/model.js'

const BEGIN = /-----BEGIN ([A-Z0-9 ]{1,60})-----/

/** Blocks in PEM form whose contents OpenSSL cannot read as a key. */
const FOREIGN = [
  ['OPENSSH', 'ssh-private'],
  ['PGP', 'pgp'],
  ['PKCS7', 'pkcs7'],
  ['CMS', 'pkcs7'],
] as const

export const looksLikePem = (text: string): boolean => BEGIN.test(text)

interface Block {
  readonly label: string
  /** In its usual form, which OpenSSL reads; empty if its last line is missing. */
  readonly pem: string
}

/**
 * The key of a PEM text: PKCS#8, SPKI, PKCS#1, SEC1, or a certificate (only its public key is used: its dates and
 * issuer are not checked). For a chain it is the key of the first certificate; a private key may come with its own
 * public key or certificate. Text around the blocks is ignored, and so are quotes, spaces, and line ends that are
 * written as `\n` or have become spaces: environments and .env files do that to a PEM, and it is unambiguous.
 *
 * @throws ScopectlError `key-encrypted`, `key-form-unknown`, `key-unreadable`, `key-type-unknown`; none with a byte of
 * the key, and none with a cause, since OpenSSL's errors might contain some
 */
export function readPem(text: string, source: string): Jwk {
  const unreadable = (why: PemFault): never => fail('key-unreadable', { source, form: 'PEM', why })
  const blocks = blocksOf(text).filter(({ label }) => label !== 'EC PARAMETERS')
  if (blocks.length === 0 || blocks.some(({ pem }) => pem === '')) return unreadable('cut-off')
  for (const { label, pem } of blocks) {
    const what = FOREIGN.find(([word]) => label.includes(word))?.[1]
    if (what) fail('key-form-unknown', { source, what, through: [] })
    if (label === 'ENCRYPTED PRIVATE KEY' || pem.includes('4,ENCRYPTED'))
      fail('key-encrypted', { source })
  }
  const keys = blocks.map((block) => toJwk(block, source) ?? unreadable('unreadable'))
  const isPrivate = ({ label }: Block) => label.endsWith('PRIVATE KEY')
  const at = blocks.findIndex(isPrivate)
  const key = keys[Math.max(at, 0)] ?? unreadable('unreadable')
  if (blocks.filter(isPrivate).length > 1) return unreadable('several')
  const beside = keys.filter((_, i) => i !== at)
  if (at >= 0) {
    const isOwn = beside.length === 0 || beside.some((other) => isSamePublic(other, key))
    const isAlien = blocks.some(
      ({ label }, i) => label.endsWith('PUBLIC KEY') && !isSamePublic(keys[i] ?? key, key),
    )
    return isOwn && !isAlien ? key : unreadable('other-key')
  }
  if (keys.every((other) => isSamePublic(other, key))) return key
  if (blocks.some(({ label }) => label !== 'CERTIFICATE')) return unreadable('several')
  return isChain(blocks) ? key : unreadable('no-chain')
}

function blocksOf(text: string): Block[] {
  const [, ...parts] = text.replace(/\\r|\\n/g, '\n').split(BEGIN)
  return parts.flatMap((label, i) => {
    if (i % 2 === 1) return []
    const [body, end] = (parts[i + 1] ?? '').split(`-----END ${label}-----`)
    if (body === undefined || end === undefined) return [{ label, pem: '' }]
    // Lines like `DEK-Info: …` of an old encrypted key.
    const isHeader = (line: string): boolean => /^[\w-]+: /.test(line)
    const lines = body.split('\n').map((line) => line.trim())
    const headers = lines.filter(isHeader)
    const digits = lines.filter((line) => !isHeader(line)).join('')
    const inside = [...headers, '', ...(digits.replace(/\s/g, '').match(/.{1,64}/g) ?? [])]
    const text = (headers.length > 0 ? inside : inside.slice(1)).join('\n')
    return [{ label, pem: `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n` }]
  })
}

/** Undefined if OpenSSL cannot read a key from it. */
function toJwk({ label, pem }: Block, source: string): Jwk | undefined {
  const read = label.endsWith('PRIVATE KEY') ? createPrivateKey : createPublicKey
  let key: ReturnType<typeof read>
  try {
    key = read({ key: pem, format: 'pem' })
  } catch {
    return undefined // the caller reports it, without OpenSSL's message
  }
  try {
    return key.export({ format: 'jwk' }) as unknown as Jwk
  } catch {
    return fail('key-type-unknown', { source, type: key.asymmetricKeyType ?? label })
  }
}

const isSamePublic = (a: Jwk, b: Jwk): boolean =>
  (['kty', 'crv', 'x', 'y', 'n', 'e'] as const).every((member) => a[member] === b[member])

/** Certificates, each signed by the next one (RFC 8446 §4.4.2). */
function isChain(blocks: readonly Block[]): boolean {
  const certificates = blocks.map(({ pem }) => new X509Certificate(pem))
  return certificates.every((one, i) => {
    const next = certificates[i + 1]
    return !next || (one.checkIssued(next) && one.verify(next.publicKey))
  })
}
