import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

test('a request for a route in the notation of Express is answered with that route', async () => {
  const cwd = tempDir({
    'scopes.yaml':
      'scopes: { read: Read }\nroutes: { GET /products: read, GET /products/:id: read }\n',
  })
  const { exit, stderr } = await scopectl(['check', '--anonymous', '--route', 'GET /products/42'], {
    cwd,
  })
  expect(exit).toBe(2)
  expect(stderr).toContain(
    'the catalog has `GET /products/:id`, where `:id` is matched as plain text',
  )
})
