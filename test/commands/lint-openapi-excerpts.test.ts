import { expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${'x'.repeat(40)}.hunter2`

const document = (security: unknown) => ({
  openapi: '3.0.1',
  info: { title: 't', version: '1' },
  paths: { '/a': { get: { security, responses: {} } } },
  components: {
    securitySchemes: {
      jwt: {
        type: 'oauth2',
        'x-amazon-apigateway-authorizer': { type: 'jwt' },
        flows: { implicit: { authorizationUrl: 'https://x', scopes: { read: 'r', write: 'w' } } },
      },
    },
  },
})

const yaml = (security: string) =>
  JSON.stringify(document('HERE'), null, 2).replace('"HERE"', security)

const blocks = (comment: string) => `
openapi: 3.0.1
info: { title: t, version: '1' }
paths:
  /a:
    get:
      security:
        - jwt: [read, write] ${comment}
      responses: {}
components: ${JSON.stringify(document([]).components)}
`

/** The excerpts of what `lint` reports. */
async function excerpts(text: string): Promise<string> {
  const cwd = tempDir({ 'o.yaml': text })
  const { stdout, stderr } = await scopectlHere(['lint', '--openapi', 'o.yaml'], { cwd })
  expect(stdout, stderr).toContain('gateway-all-of-scopes')
  return stdout
}

test.for([
  ['in braces', yaml('[{ jwt: [read, write] }]'), '[{ jwt: [read, write] }]'],
  ['on one line', yaml('[{ "jwt": ["read", "write"] }]'), '"jwt": ["read", "write"]'],
  [
    'as JSON on several',
    JSON.stringify(document([{ jwt: ['read', 'write'] }]), null, 2),
    '"jwt": [',
  ],
  ['as blocks', blocks(''), '- jwt: [read, write]'],
])('the scopes of a scheme named jwt are shown: %s', async ([, text, shown]) => {
  expect(await excerpts(`${text}`)).toContain(shown)
})

test.for([`# ${TOKEN}`, '# password: hunter2', '# https://alice:hunter2@host'])(
  'what else is a secret there stays covered: %s',
  async (comment) => {
    const shown = await excerpts(blocks(comment))
    expect(shown).toContain('- jwt: [read, write] #')
    expect(shown).not.toContain('hunter2')
  },
)

test('in other files, a list under the name of a secret stays covered', async () => {
  const cwd = tempDir({
    'scopes.yaml': 'scopes: { read: Read }\nroutes:\n  GET /a: read\n',
    'users.yaml': 'users:\n  alice: { roles: [nope], security: [{ password: [hunter2] }] }\n',
  })
  const { stderr } = await scopectlHere(['can', '--user', 'alice'], { cwd })
  expect(stderr).toContain('users.yaml:2')
  expect(stderr).not.toContain('hunter2')
})
