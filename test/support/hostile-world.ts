import { tempDir } from './temp-dir.js'

/** Everything that a terminal interprets, a reader overlooks or a CI runner reads as a command, in one name. */
export const EVIL =
  '::hostile::\n::hostile::\n \t::hostile::a\r##[hostile]##vso[hostile]##teamcity[hostile]' +
  '\u001b[2J\u001b[31m\u001b]52;c;eA==\u0007\u0008\u007f\u0085\u009b31m\u202e\u2066\u200b\u2028\u2029\u{e0041}\nINJECTED'
/** As much of this as a scope name may contain. */
export const SCOPE = '::hostile::##[hostile]##vso[hostile]'
/** Long enough to be folded, at any space. */
const LONG = `${'::hostile:: '.repeat(40)}end`
/** The name of a folder. */
export const FOLDER = '::hostile::##[hostile]\u001b[31m\u202e\u2028\u200b'

/** The form allowed in our files: with escapes. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
const e = quoted(EVIL)
const s = JSON.stringify(SCOPE)

const catalog = (editor: string): string => `
token: { issuer: [http://localhost:8000, ${e}], audience: [api, ${e}] }
profiles: { ${e}: { issuer: ${e} } }
lint: { ignore: [{ rule: unused-scope, name: ${e}, reason: ${e} }] }
scopes:
  read: ${e}
  write: ${JSON.stringify(LONG)}
  ${s}: { description: ${e}, implies: [read] }
  "xx${SCOPE}": ${e}
roles:
  ${e}: { description: ${e}, scopes: [${s}], when: { ${e}: ${e} } }
  editor: { scopes: [${editor}] }
  other: { scopes: [read, "xx${SCOPE}"], default: true }
routes:
  GET /a: { needs: { any: [${s}, { other: ${e} }, { scheme: ${e} }] }, description: ${e} }
  GET /b: { all: [write, { other: ${JSON.stringify(LONG)} }] }
  GET /c: { needs: read, description: ${e} }
  GET /d/{x}: undecided
  POST /open: public
`
const users = `
users:
  ${e}: { ${e}: ${e}, claims: { ${e}: ${e}, l: ${JSON.stringify(LONG)} } }
  bob: { roles: [editor], scopes: [${s}], ${e}: no }
  gone: { roles: [editor], disabled: true }
clients: { ${e}: { scopes: [${s}, read] } }
`
const suite = `
subjects:
  ${e}: { user: ${e} }
  role: { role: editor }
tests:
  - { name: ${e}, as: ${e}, deny: [GET /a], allow: [GET /b] }
  - { as: ${e}, allow: [GET /b], skip: ${e} }
  - { as: { scopes: ${s} }, unauthorized: [GET /c, GET /b] }
  - { as: { user: ${e} }, forbidden: [GET /c] }
table:
  columns: [role, ${e}]
  rows: { GET /c: 401 403 }
`
const document = {
  openapi: '3.0.3',
  info: { title: EVIL, version: EVIL, description: LONG },
  components: {
    securitySchemes: {
      [EVIL]: { type: 'apiKey', in: 'header', name: EVIL, description: EVIL },
      o: {
        type: 'oauth2',
        description: LONG,
        flows: {
          clientCredentials: {
            tokenUrl: '/t',
            scopes: { [SCOPE]: EVIL, read: LONG, [EVIL]: EVIL },
          },
        },
      },
    },
  },
  paths: {
    '/a': { get: { operationId: EVIL, summary: EVIL, security: [{ o: [SCOPE] }, { [EVIL]: [] }] } },
    '/b': { get: { description: LONG, security: [{ o: [EVIL] }, { [`x${EVIL}`]: [] }] } },
    [`/${EVIL}`]: { get: { security: [{ o: ['read'] }] } },
    '/c': { get: { security: [{ o: ['read'] }] } },
  },
}
/** Raw, as in third-party YAML: in comments, plain text and block text. */
const rawYaml = `# ::hostile:: ##[hostile] \u202e
openapi: 3.0.3
info:
  title: x##[hostile]##vso[hostile]\u200b
  version: "1"
  description: |
    ::hostile::
    ##[hostile] \u2028 \u{e0041}
components:
  securitySchemes:
    o: { type: oauth2, flows: { clientCredentials: { tokenUrl: /t, scopes: { read: r } } } }
paths:
  /c: { get: { security: [] } }
`
const payload = {
  sub: EVIL,
  iss: EVIL,
  aud: [EVIL],
  scope: `${SCOPE} read\u202e`,
  [EVIL]: EVIL,
  l: LONG,
}
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An unsigned token, with hostile text wherever a token has text. */
export const TOKEN = `${encoded({ alg: EVIL, typ: EVIL, kid: EVIL, crit: [EVIL] })}.${encoded(payload)}.c2ln`

/** A folder with an awkward name, with a catalog, users, suites and documents full of such names. */
export function hostileWorld(): string {
  return tempDir({
    [`${FOLDER}/scopes.yaml`]: catalog(`write, ${s}`),
    [`${FOLDER}/older.yaml`]: catalog('read').replace(
      'GET /c: { needs: read',
      'GET /c: { needs: write',
    ),
    [`${FOLDER}/users.yaml`]: users,
    [`${FOLDER}/${FOLDER.replace('\u2028', '')}.scopes.test.yaml`]: suite,
    [`${FOLDER}/access.lock`]: `role editor has read\nallow editor GET /a\nrole ${e} has read\n`,
    [`${FOLDER}/broken.lock/access.lock`]: `${EVIL}\n`,
    [`${FOLDER}/broken.yaml`]: `scopes:\n  a##[hostile]\u202e: [ ${e}, { ${e}: 1 }\n::hostile::\n`,
    [`${FOLDER}/wrong.yaml`]: catalog(`write, "no${SCOPE}", ${e}`).replace(
      'default: true',
      `${e}: ${e}`,
    ),
    [`${FOLDER}/document.json`]: JSON.stringify(document, null, '\t'),
    [`${FOLDER}/raw.yaml`]: rawYaml,
    [`${FOLDER}/token.jwt`]: TOKEN,
    [`${FOLDER}/tokens.txt`]: `${EVIL}\n`,
  })
}
