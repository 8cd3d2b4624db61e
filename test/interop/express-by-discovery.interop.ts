import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { compare, inTurns } from './support/cells.js'
import { type Installed, installNpm, needs } from './support/install.js'
import { lesson } from './support/lesson.js'
import { startServer } from './support/start-server.js'
import { askers, cellsOf } from './support/subjects.js'

let installed: Installed
beforeAll(async () => {
  installed = await installNpm(['express', 'express-oauth2-jwt-bearer'])
})

/** A third-party API that only knows the address of scopectl, and gets the keys from there. */
test('Express that discovers serve answers every cell as check does', async (context) => {
  needs(installed, context)
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const { cwd, routes, requests } = lesson({ issuer, audience: 'items-api' })
  const place = { cwd, env: {} }
  const env = plainEnv(cwd)
  const serve = await startServer(join(wrapperDir(), 'scopectl'), ['serve', '--port', `${port}`], {
    cwd,
    env,
  })
  expect(serve.origin).toBe(issuer)
  cpSync('test/interop/servers/jwt-bearer.js', join(installed.dir, 'server.js'))
  const api = await startServer(installed.program, [join(installed.dir, 'server.js')], {
    cwd: installed.dir,
    // In production Express does not send stack traces.
    env: {
      ...env,
      NODE_ENV: 'production',
      ROUTES: routes,
      AUDIENCE_JSON: '["items-api"]',
      ISSUER_BASE_URL: issuer,
    },
  })

  const cells = cellsOf(await askers(place), requests)
  const at = Math.floor(Date.now() / 1000)
  const { differences } = await compare(cells, { origin: api.origin, server: 'express', place, at })
  expect(differences).toEqual([])
  const ask = (origin: string) =>
    inTurns(cells, 16, async ({ token, route }) => {
      const [method = '', path = ''] = route.split(' ')
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const { status } = await fetch(`${origin}${path}`, { method, headers })
      return status
    })
  const theirs = await ask(api.origin)
  const served = await ask(serve.origin)
  const lines = cells.map(({ token, route }) =>
    JSON.stringify({ as: token === undefined ? { anonymous: true } : { token }, route }),
  )
  const batch = await scopectl(['check', '--batch', '-', '--json'], {
    cwd,
    input: `${lines.join('\n')}\n`,
  })
  const checked = batch.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; status: number })
    .filter(({ kind }) => kind === 'check')
    .map(({ status }) => status)
  expect(checked).toHaveLength(cells.length)

  const differing = (others: readonly number[]) =>
    cells.flatMap(({ who, route }, i) =>
      others[i] === checked[i] ? [] : [`${who}, ${route}: ${others[i]}, check says ${checked[i]}`],
    )
  const { versions } = installed
  console.log(
    `express-oauth2-jwt-bearer ${versions['express-oauth2-jwt-bearer']} by discovery: ${cells.length} cells, ` +
      `${cells.length - differing(theirs).length} of Express and ${cells.length - differing(served).length} of serve as check says`,
  )
  expect(differing(served)).toEqual([])
  // The library does not require `sub`; RFC 9068 §2.2 does, and so does check. There is no other difference.
  expect(differing(theirs).filter((cell) => !cell.includes(', no-subject,'))).toEqual([])
})
