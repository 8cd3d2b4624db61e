import { expect, test } from 'vitest'
import { api, folder, probe } from '../support/probe-world.js'

const CATALOG = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, remove: Remove }
routes:
  GET /a: read
  DELETE /a: remove
`

/** A server that verifies no signature, and deletes for everybody who has a token; GET checks the scope. */
async function consuming() {
  let isGone = false
  return api(({ method, headers }, response) => {
    const [, body] = (headers.authorization ?? '').split('.')
    const end = (status: number): void =>
      void response.writeHead(status, { 'www-authenticate': 'Bearer' }).end(`{"status":${status}}`)
    if (body === undefined) return end(401)
    if (method === 'DELETE') {
      end(isGone ? 404 : 200)
      isGone = true
      return
    }
    const { scope = '' } = JSON.parse(Buffer.from(body, 'base64url').toString())
    end(String(scope).split(' ').includes('read') ? 200 : 403)
  })
}

test('a write that got in with a forged signature does not hide that its scopes are not checked', async () => {
  const url = await consuming()
  const { document } = await probe(url, folder(CATALOG), '--methods', 'DELETE')
  const found = (document.findings as { kind: string; cases: { route: string }[] }[]).flatMap(
    ({ kind, cases }) => cases.map(({ route }) => `${kind} ${route}`),
  )
  expect(found.sort()).toEqual(['missing-scope DELETE /a', 'signature GET /a'])
})
