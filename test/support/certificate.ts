import { type KeyObject, randomBytes, sign } from 'node:crypto'
import { keyPair } from './key-pair.js'

// X.509 certificates (RFC 5280) with just the DER that test servers need: Node makes keys, but no certificates.

export interface Certified {
  /** PEM. */
  readonly cert: string
  readonly key: string
}

export interface Authority {
  readonly cert: string
  /** A server certificate for these names. */
  issue(names: readonly string[], days?: { from: number; to: number }): Certified
}

/** An unknown authority, with an EC key. */
export function authority(name = 'test authority'): Authority {
  const { privateKey, publicKey } = keyPair('ec', { namedCurve: 'P-256' })
  const always = { from: -1, to: 30 }
  const isAuthority = [
    extension('551d13', sequence(der(0x01, Buffer.of(0xff)))), // basicConstraints: cA
    extension('551d0f', der(0x03, Buffer.of(2, 0x04))), // keyUsage: keyCertSign
  ]
  const own = certificate(
    { subject: name, issuer: name, days: always },
    publicKey,
    isAuthority,
    privateKey,
  )
  return {
    cert: own,
    issue(names, days = always) {
      const pair = keyPair('ec', { namedCurve: 'P-256' })
      const alternatives = sequence(...names.map((each) => der(0x82, Buffer.from(each))))
      const about = { subject: names[0] ?? '', issuer: name, days }
      const cert = certificate(
        about,
        pair.publicKey,
        [extension('551d11', alternatives)],
        privateKey,
      )
      return { cert, key: `${pair.privateKey.export({ type: 'pkcs8', format: 'pem' })}` }
    },
  }
}

function certificate(
  about: { subject: string; issuer: string; days: { from: number; to: number } },
  publicKey: KeyObject,
  extensions: readonly Buffer[],
  issuerKey: KeyObject,
): string {
  const algorithm = sequence(oid('2a8648ce3d040302')) // ecdsa-with-SHA256
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))), // version 3
    integer(Buffer.of(1, ...randomBytes(8))),
    algorithm,
    nameOf(about.issuer),
    sequence(time(about.days.from), time(about.days.to)),
    nameOf(about.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', body, issuerKey)
  const whole = sequence(body, algorithm, der(0x03, Buffer.of(0, ...signature)))
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff]
  return Buffer.from([tag, ...size, ...content])
}

const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents)
const integer = (bytes: Buffer): Buffer => der(0x02, bytes)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), der(0x04, value))
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))))

/** UTCTime, this many days from now. */
function time(days: number): Buffer {
  const text = new Date(Date.now() + days * 86_400_000).toISOString()
  return der(0x17, Buffer.from(`${text.slice(2, 19).replace(/[-:T]/g, '')}Z`))
}
