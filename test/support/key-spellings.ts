import { readFileSync } from 'node:fs'
import { keyPair } from './key-pair.js'

const fixture = (name: string): Buffer => readFileSync(`test/fixtures/keys/${name}`)

/** The bytes between the first and last line of a PEM. */
const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')

const pairs = {
  RSA: keyPair('rsa', { modulusLength: 2048 }),
  'P-256': keyPair('ec', { namedCurve: 'P-256' }),
  'P-384': keyPair('ec', { namedCurve: 'P-384' }),
  'P-521': keyPair('ec', { namedCurve: 'P-521' }),
  Ed25519: keyPair('ed25519'),
  X25519: keyPair('x25519'),
}

/** One field of an ssh key: its length in four bytes, then its bytes. */
const field = (bytes: Uint8Array | string): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, Buffer.from(bytes as string)])
}

const ed = Buffer.from(String(pairs.Ed25519.publicKey.export({ format: 'jwk' }).x), 'base64url')
const sshBlob = Buffer.concat([field('ssh-ed25519'), field(ed)])
const sshText = sshBlob.toString('base64')

const rsa = pairs.RSA.publicKey.export({ format: 'jwk' })
const modulus = Buffer.from(String(rsa.n), 'base64url')
const hex = modulus.toString('hex')
const ec = pairs['P-256'].publicKey.export({ format: 'jwk' })
const point = Buffer.concat([ec.x, ec.y].map((part) => Buffer.from(String(part), 'base64url')))
const cert = fixture('cert.pem').toString()
/** PUBLICKEYBLOB, CALG_RSA_KEYX, RSA1, 2048 bits, 65537. */
const BLOB_HEADER = '0602000000a40000525341310008000001000100'

/** Key material that anybody may have, in the forms that tools write, without further encoding. */
export const KEY_FORMS: readonly (readonly [name: string, form: string | Buffer])[] = [
  ...Object.entries(pairs).flatMap(([name, { publicKey, privateKey }]) => {
    const jwk = publicKey.export({ format: 'jwk' })
    return [
      [`${name} SPKI`, publicKey.export({ format: 'der', type: 'spki' })],
      [`${name} PEM`, publicKey.export({ format: 'pem', type: 'spki' }).toString()],
      [`${name} PKCS#8`, privateKey.export({ format: 'der', type: 'pkcs8' })],
      [`${name} JWK`, JSON.stringify(jwk)],
      [`${name} JWK set`, JSON.stringify({ keys: [{ ...jwk, kid: 'a' }] }, null, 2)],
      [`${name} JWK in a list`, JSON.stringify([{ kid: 'a', ...jwk }])],
      [`${name} JWK in a string`, JSON.stringify(JSON.stringify(jwk))],
      [
        `${name} JWK in YAML`,
        Object.entries(jwk)
          .map(([k, v]) => `${k}: ${v}\n`)
          .join(''),
      ],
      [`${name} JWK in Python`, JSON.stringify(jwk).replaceAll('"', "'")],
    ] as const
  }),
  ['RSA PKCS#1', pairs.RSA.publicKey.export({ format: 'der', type: 'pkcs1' })],
  ['RSA PKCS#1, private', pairs.RSA.privateKey.export({ format: 'der', type: 'pkcs1' })],
  ['SEC1, private', pairs['P-256'].privateKey.export({ format: 'der', type: 'sec1' })],
  ['a PEM with four dashes', cert.replaceAll('-----', '----')],
  ['a PEM with long dashes', cert.replaceAll('-----', '\u2014\u2014')],
  ['a certificate', cert],
  ['a certificate in DER', derOf(cert)],
  ['a leaf certificate of version 1', derOf(fixture('leaf.pem').toString())],
  ['a certificate request', derOf(fixture('csr.pem').toString())],
  ['PKCS#7', fixture('p7.pem').toString()],
  ['PKCS#7 in DER', derOf(fixture('p7.pem').toString())],
  ['PKCS#12', fixture('bundle.p12')],
  ['PGP', fixture('pgp.asc').toString()],
  ['PGP in binary', pgpBinary()],
  [
    'bytes in JSON',
    JSON.stringify(pairs.Ed25519.publicKey.export({ format: 'der', type: 'spki' })),
  ],
  [
    'bytes in a list',
    JSON.stringify([...pairs.RSA.publicKey.export({ format: 'der', type: 'spki' })]),
  ],
  [
    'bytes in Python',
    pythonBytes(pairs['P-256'].publicKey.export({ format: 'der', type: 'spki' })),
  ],
  ['x5c', JSON.stringify([derOf(cert).toString('base64')])],
  ['a JWK with x5c only', JSON.stringify({ x5c: [derOf(cert).toString('base64')] })],
  ['an ssh line', `ssh-ed25519 ${sshText} me@here`],
  ['authorized_keys', `# mine\nrestrict,command="x" ssh-ed25519 ${sshText} me\n`],
  ['known_hosts', `git.test ssh-ed25519 ${sshText}`],
  ['ssh in binary', sshBlob],
  ['the middle of an ssh line', sshText],
  [
    'RFC 4716',
    `---- BEGIN SSH2 PUBLIC KEY ----\nComment: "me"\n${sshText}\n---- END SSH2 PUBLIC KEY ----\n`,
  ],
  ['a labelled modulus', `n=${rsa.n}`],
  ['a labelled modulus with its exponent', `e=AQAB&n=${rsa.n}`],
  ['a labelled modulus in hex', `n: 0x${hex}`],
  ["openssl's Modulus", `Modulus=${hex.toUpperCase()}`],
  ['a modulus in JSON', JSON.stringify({ n: rsa.n, e: 'AQAB' })],
  ['a modulus in JSON, in hex', JSON.stringify({ modulus: hex, exponent: '010001' })],
  ["openssl's text", `Public-Key: (2048 bit)\nModulus:\n    00:${hex.match(/../g)?.join(':')}\n`],
  ["openssl's older text", `Modulus (2048 bit):\n    00:${hex.match(/../g)?.join(':')}\n`],
  ['a modulus by another name', `rsa_n = ${rsa.n}`],
  ['a modulus in camel case', `rsaModulus: "${rsa.n}"`],
  ['a modulus in a hash', `:n => "${rsa.n}"`],
  ['a modulus in an element', `<n>${rsa.n}</n>`],
  ["Go's RSA key in JSON", `{"N":${BigInt(`0x${hex}`)},"E":65537}`],
  ["Go's RSA key, printed", `&{N:+${BigInt(`0x${hex}`)} E:65537}`],
  ['a modulus and its exponent', `PublicKey(${BigInt(`0x${hex}`)}, 65537)`],
  ["Java's RSA key, printed", `  modulus: ${BigInt(`0x${hex}`)}\n  public exponent: 65537`],
  [".NET's PUBLICKEYBLOB", Buffer.concat([Buffer.from(BLOB_HEADER, 'hex'), modulus.toReversed()])],
  ["openssl's text of a point", `pub:\n    04:${point.toString('hex').match(/../g)?.join(':')}\n`],
  ['a point of secp256k1', secp256k1()],
  ['an ssh line without spaces', `ssh-ed25519${sshText}`],
  ['XML', `<RSAKeyValue><Modulus>${modulus.toString('base64')}</Modulus></RSAKeyValue>`],
  [
    'a SAML certificate',
    `<ds:X509Certificate>${derOf(cert).toString('base64')}</ds:X509Certificate>`,
  ],
  ['a DKIM record', `v=DKIM1; k=rsa; p=${spkiText()}`],
  ['a .env line', `export PUBLIC_KEY="${spkiText()}"`],
  ['a data URL', `data:application/octet-stream;base64,${spkiText()}`],
  ['an uncompressed point', Buffer.concat([Buffer.from([4]), point])],
  ['x and y', point],
  ['the first line of a wrapped key', spkiText().slice(0, 64)],
  ['a key that lost its last byte', derOf(cert).subarray(0, -1)],
]

function secp256k1(): Buffer {
  const { x, y } = keyPair('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from([4]),
    ...[x, y].map((part) => Buffer.from(`${part}`, 'base64url')),
  ])
}

function spkiText(): string {
  return pairs.RSA.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
}

function pythonBytes(bytes: Buffer): string {
  const shown = [...bytes].map((byte) =>
    byte > 32 && byte < 127 && byte !== 92 && byte !== 39
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  return `b'${shown.join('')}'`
}

function pgpBinary(): Buffer {
  const [, body = ''] = /\n\n([^=]+={0,2})\n=/.exec(fixture('pgp.asc').toString()) ?? []
  return Buffer.from(body.replace(/\s/g, ''), 'base64')
}

/** Encodings that tools and environments put around a key. */
export const WRAPPINGS: readonly (readonly [name: string, wrap: (inner: Buffer) => Buffer])[] = [
  ['base64', (inner) => text(inner.toString('base64'))],
  ['base64url', (inner) => text(inner.toString('base64url'))],
  ['base64, wrapped', (inner) => text(lines(inner.toString('base64'), '\n'))],
  ['base64, wrapped with CRLF', (inner) => text(`${lines(inner.toString('base64'), '\r\n')}\r\n`)],
  ['base64 with \\n written out', (inner) => text(lines(inner.toString('base64'), '\\n'))],
  ['hex', (inner) => text(inner.toString('hex'))],
  ['HEX', (inner) => text(inner.toString('hex').toUpperCase())],
  ['hex with colons', (inner) => text(inner.toString('hex').match(/../g)?.join(':') ?? '')],
  ['0x hex', (inner) => text(`0x${inner.toString('hex')}`)],
  ['a C array', (inner) => text(`char k[] = {${pairsOf(inner).map((pair) => `0x${pair}`)}};\n`)],
  ['xxd', (inner) => text(dump(inner, (pairs) => `: ${pairs.replace(/(..) (..)/g, '$1$2')}  abc`))],
  ['hexdump -C', (inner) => text(dump(inner, (pairs) => `  ${pairs}  |abc|`))],
  ["Go's bytes", (inner) => text(`[]byte{${[...inner].join(', ')}}`)],
  ["Go's bytes, printed", (inner) => text(`[${[...inner].join(' ')}]`)],
  ["Java's bytes", (inner) => text(`{${[...new Int8Array(inner)].join(', ')}}`)],
  ['escaped slashes', (inner) => text(inner.toString('base64').replaceAll('/', '\\/'))],
]

const pairsOf = (bytes: Buffer): string[] => bytes.toString('hex').match(/../g) ?? []

const dump = (bytes: Buffer, line: (pairs: string) => string): string =>
  (
    pairsOf(bytes)
      .join(' ')
      .match(/.{1,48}/g) ?? []
  )
    .map((pairs, i) => `${(i * 16).toString(16).padStart(8, '0')}${line(pairs.trim())}\n`)
    .join('')

/** Encodings for forms that are text. */
export const TEXT_WRAPPINGS: typeof WRAPPINGS = [
  ['UTF-16LE', (inner) => Buffer.from(inner.toString(), 'utf16le')],
  ['UTF-16LE with BOM', (inner) => Buffer.from(`\ufeff${inner.toString()}`, 'utf16le')],
  ['UTF-16BE', (inner) => Buffer.from(inner.toString(), 'utf16le').swap16()],
  ['UTF-16BE with BOM', (inner) => Buffer.from(`\ufeff${inner.toString()}`, 'utf16le').swap16()],
  ['quotes', (inner) => text(`"${inner.toString()}"`)],
  ['single quotes', (inner) => text(`'${inner.toString()}'\n`)],
  ['a JSON string', (inner) => text(JSON.stringify(inner.toString()))],
  ['a JSON document', (inner) => text(JSON.stringify({ a: [{ key: inner.toString() }] }))],
  ['percent escapes', (inner) => text(encodeURIComponent(inner.toString()))],
  ['a BOM', (inner) => text(`\ufeff${inner.toString()}`)],
  ['blanks', (inner) => text(`\n  ${inner.toString()} \n\n`)],
]

const text = (written: string): Buffer => Buffer.from(written)
const lines = (written: string, end: string): string => written.match(/.{1,64}/g)?.join(end) ?? ''

export const isText = (form: Buffer): boolean => form.equals(Buffer.from(form.toString()))
