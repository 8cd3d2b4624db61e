import { copyFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll } from 'vitest'
import { buildGo, buildSpring } from './compiled.js'
import { type Installed, installNpm, installPython } from './install.js'

const SERVERS = 'test/interop/servers'
const NODE = [
  ...['express', 'express-oauth2-jwt-bearer', 'express-jwt', 'koa', 'koa-jwt', 'passport'],
  ...['passport-jwt', 'jwks-rsa', 'fastify', '@fastify/jwt', 'get-jwks', 'hono'],
  '@hono/node-server',
]
const PYTHON = [
  ...['fastapi', 'uvicorn', 'pyjwt[crypto]', 'python-multipart', 'djangorestframework'],
  ...['djangorestframework-simplejwt', 'flask', 'flask-jwt-extended'],
]

/** Installs something before the tests of a file; the result is there when they run. */
function beforeTests(install: () => Promise<Installed>): () => Installed {
  let installed: Installed
  beforeAll(async () => {
    installed = await install()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)
  return () => installed
}

/** The newest Node libraries, with the servers next to them. */
export const nodeServers = (): (() => Installed) =>
  beforeTests(async () => {
    const node = await installNpm(NODE)
    if (!node.ok) return node
    for (const file of readdirSync(SERVERS).filter((each) => each.endsWith('.js')))
      copyFileSync(join(SERVERS, file), join(node.dir, file))
    return node
  })

export const pythonServers = (): (() => Installed) => beforeTests(() => installPython(PYTHON))
export const goServer = (): (() => Installed) =>
  beforeTests(() => buildGo('github.com/auth0/go-jwt-middleware/v2'))
export const springServer = (): (() => Installed) => beforeTests(buildSpring)

/** The arguments that start a server, given where it was installed. */
export const inNode = (file: string) => (dir: string) => [join(dir, file)]
export const inPython = (file: string) => () => [resolve(SERVERS, file)]
