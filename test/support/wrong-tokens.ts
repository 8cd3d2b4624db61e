// Wrong values of header parameters, claims and signatures; undefined is a missing member.

export const WRONG_ALGS = [
  ...[undefined, null, 7, ['HS256'], { a: 1 }, 'hs256', 'HS256 ', '', 'XX256'],
  ...['__proto__', 'constructor', 'RSA-OAEP', 'dir'],
]

/** For a key set with the kids `one` and `two`. */
export const UNKNOWN_KIDS = [
  ...['three', 'ONE', ' one', '../../dev/null', '/dev/null', "' OR 1=1 --"],
  ...['one\0', '\u001b[2J', '__proto__', 'constructor', ''],
]

/** For `jku` and `x5u`. */
export const KEY_URLS = [
  'http://evil.test/jwks',
  'http://169.254.169.254/latest/meta-data/',
  'file:///etc/passwd',
  'https://idp.test@evil.test/',
]

export const WRONG_CRITS = [
  ['exp'],
  [],
  'exp',
  ['alg'],
  ['nothere'],
  ['x', 'x'],
  null,
  7,
  ['b64'],
  ['__proto__'],
]

export const WRONG_TYPES = [
  ...['dpop+jwt', 'logout+jwt', 'secevent+jwt', 'JWE', 'id_token+jwt', 'text/jwt'],
  ...['application/application/jwt', 'application/', 'JWT ', '', 7, null, ['JWT'], 'at+jwt;x=1'],
]

export const RIGHT_TYPES = [
  ...['JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/JWT', 'APPLICATION/jwt'],
  ...['application/at+jwt', 'Application/At+Jwt', undefined],
]

/** Where `items-api` is the audience. */
export const WRONG_AUDIENCES = [
  ...[undefined, 'other', 'items', 'items-api-2', 'items-api/', 'Items-API', ' items-api'],
  ...['items-api other', '', [], null, 7, true, { 0: 'items-api', length: 1 }, [['items-api']]],
  ...[['items-api', 7], ['items-api', null], ['other'], 'items\u2011api'],
]

/** Where `https://idp.test` is the issuer. */
export const WRONG_ISSUERS = [
  ...[undefined, 'https://idp.test/', 'https://idp.tes', 'https://IDP.test', 'HTTPS://idp.test'],
  ...['https://\u0131dp.test', 'http://idp.test', ['https://idp.test'], null, 7, {}, ''],
]

/** Times in JSON that are not numbers, although a loose verifier may convert some of them to a valid one. */
export const notTimes = (valid: number): readonly string[] => [
  ...[`"${valid}"`, `[${valid}]`, '{}', 'true', 'false', 'null', '""', '"NaN"', '"soon"', '[]'],
]

/** Each is made of the bytes of a right signature. */
export const wrongSignatures = (right: Buffer): Readonly<Record<string, Buffer>> => {
  const half = right.length / 2
  return {
    empty: Buffer.alloc(0),
    'its first 8 bytes': right.subarray(0, 8),
    'without its last byte': right.subarray(0, -1),
    'with a byte more': Buffer.concat([right, Buffer.of(0)]),
    'its halves swapped': Buffer.concat([right.subarray(half), right.subarray(0, half)]),
  }
}

/** Of P-256. */
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')

/** CVE-2022-21449: signatures by ES256 that loose verifiers accept for any text and any key. */
export const PSYCHIC_SIGNATURES: Readonly<Record<string, Buffer>> = {
  zero: Buffer.alloc(64),
  'the order': Buffer.concat([ORDER, ORDER]),
  DER: Buffer.from('MAYCAQACAQA', 'base64url'),
}
