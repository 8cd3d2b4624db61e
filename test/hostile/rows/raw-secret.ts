import { encode, forge, GOOD } from '../../core/token/support.js'
import type { Case, Row } from '../row.js'
import { AT, catalogOf } from '../world.js'
import { KEY } from './token-cases.js'

const SECRET = '0123456789abcdef0123456789abcdef'
const BOM = '\ufeff'

const signedWith = (secret: string): string =>
  forge({ alg: 'HS256' }, GOOD, { ...KEY, jwk: { kty: 'oct', k: encode(secret) } })

const TRUST = 'algorithm: HS256, issuer: https://idp.test, audience: items-api'
const inFile = (what: string, file: string, signed = SECRET) => ({
  what,
  args: ['verify', 'file:token.jwt', ...AT],
  files: {
    'scopes.yaml': catalogOf(`token: { key: file:secret, ${TRUST} }`),
    'token.jwt': signedWith(signed),
    secret: file,
  },
  never: new RegExp(SECRET),
})
const inVariable = (what: string, value: string, signed = SECRET) => ({
  ...inFile(what, '', signed),
  files: {
    'scopes.yaml': catalogOf(`token: { key: env:SECRET, ${TRUST} }`),
    'token.jwt': signedWith(signed),
  },
  env: { SECRET: value },
})
type Asked = Omit<Case, 'exit'>
/** Refused all the same, and with this hint, which may be folded. */
const refused = (asked: Asked, hint: string): Case => ({
  ...asked,
  exit: 3,
  stdout: new RegExp(`^refused bad-signature[^]*${hint.replaceAll(' ', '\\s+')}`),
})
const accepted = (asked: Asked): Case => ({ ...asked, exit: 0, stdout: /^valid$/m })
const checked = (asked: Asked): Asked => ({
  ...asked,
  args: ['check', '--need', 'read', '--token', 'file:token.jwt', ...AT],
})

const FEWER = 'the signature matches without its last line ending: remove it'
const NONE = 'the signature matches without the line endings at its end: remove them'

export const RAW_SECRET_ROWS: readonly Row[] = [
  {
    id: 'KEY4',
    input:
      'a raw secret with a line ending or a byte order mark; one that looks like base64 or hex',
    behaviour:
      'its bytes, without one final line ending of a file; never decoded. A refusal has the number of bytes, and says if the signature matches with a byte order mark or line endings more or fewer',
    cases: [
      refused(inFile('two LF', `${SECRET}\n\n`), `the secret has 33 bytes, and ${FEWER}`),
      refused(inFile('two CRLF', `${SECRET}\r\n\r\n`), `the secret has 34 bytes, and ${FEWER}`),
      refused(inFile('CR alone', `${SECRET}\r`), `the secret has 33 bytes, and ${FEWER}`),
      refused(inFile('four LF', `${SECRET}\n\n\n\n`), `the secret has 35 bytes, and ${NONE}`),
      refused(inVariable('LF in a variable', `${SECRET}\n`), `33 bytes, and ${FEWER}`),
      refused(inVariable('CRLF in a variable', `${SECRET}\r\n`), `34 bytes, and ${FEWER}`),
      {
        ...checked(inVariable('LF in a variable, for check', `${SECRET}\n`)),
        exit: 3,
        stdout: /^deny 401 bad-signature[\s\S]*33 bytes, and the\s+signature\s+matches\s+without/,
      },
      refused(
        inFile('signed with the LF of the file', `${SECRET}\n`, `${SECRET}\n`),
        'the secret has 32 bytes, and the signature matches with LF added to it',
      ),
      refused(
        inFile('signed with the CRLF of the file', `${SECRET}\r\n`, `${SECRET}\r\n`),
        'the secret has 32 bytes, and the signature matches with CRLF added to it',
      ),
      refused(
        inFile('a byte order mark', `${BOM}${SECRET}`),
        'the secret has 35 bytes, and the signature matches without the byte order mark at its start: remove it',
      ),
      refused(
        inFile('a byte order mark and two LF', `${BOM}${SECRET}\n\n`),
        'the secret has 36 bytes, and the signature matches without the byte order mark at its start and the line endings at its end: remove them',
      ),
      ...[
        ['two LF', `${SECRET}\n\n`, 'two LF added to it'],
        ['two CRLF', `${SECRET}\r\n\r\n`, 'two CRLF added to it'],
        ['a mark', `${BOM}${SECRET}`, 'a byte order mark before it'],
        ['a mark and LF', `${BOM}${SECRET}\n`, 'a byte order mark before it and LF after it'],
        [
          ...['a mark and CRLF', `${BOM}${SECRET}\r\n`],
          'a byte order mark before it and CRLF after it',
        ],
      ].map(([what, signer, change]) =>
        refused(
          inFile(`signed with ${what}`, SECRET, signer),
          `the secret has 32 bytes, and the signature matches with ${change}: the signer must drop`,
        ),
      ),
      refused(
        inFile('hex', Buffer.from(SECRET).toString('hex')),
        'used as it is: 64 bytes, which decode as hex to 32 bytes',
      ),
      refused(
        inFile('base64', Buffer.from(SECRET).toString('base64')),
        'used as it is: 44 bytes, which decode as base64 to 32 bytes',
      ),
      {
        ...refused(
          inFile('another secret with two line endings', 'x'.repeat(40).concat('\n\n')),
          'used as it is: 41 bytes, with a leading or trailing blank or line end',
        ),
        never: /matches with/,
      },
    ],
    controls: [
      accepted(inFile('as it is', SECRET)),
      accepted(inFile('LF', `${SECRET}\n`)),
      accepted(inFile('CRLF', `${SECRET}\r\n`)),
      accepted(inVariable('a variable', SECRET)),
      accepted(inFile('signed with a byte order mark', `${BOM}${SECRET}`, `${BOM}${SECRET}`)),
      accepted(inFile('signed with a line ending of its own', `${SECRET}\n\n`, `${SECRET}\n`)),
      {
        ...accepted(inFile('-v has the number of bytes', `${SECRET}\n`)),
        args: ['verify', 'file:token.jwt', ...AT, '-v'],
        stderr: /a secret of 32 bytes/,
      },
    ],
  },
]
