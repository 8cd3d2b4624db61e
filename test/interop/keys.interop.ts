import { copyFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll } from 'vitest'
import { type Installed, installNpm, installPython } from './support/install.js'
import { compareKeys } from './support/library.js'

// The servers of libraries.interop.ts and express.interop.ts with asymmetric keys, and the flaws that only exist then.

let node: Installed
let python: Installed
beforeAll(async () => {
  node = await installNpm([
    ...['express', 'express-oauth2-jwt-bearer', 'express-jwt', 'koa', 'koa-jwt', 'passport'],
    ...['passport-jwt', 'jwks-rsa', 'fastify', '@fastify/jwt', 'get-jwks', 'hono'],
    '@hono/node-server',
  ])
  python = await installPython([
    ...['fastapi', 'uvicorn', 'pyjwt[crypto]', 'python-multipart', 'djangorestframework'],
    ...['djangorestframework-simplejwt', 'flask', 'flask-jwt-extended'],
  ])
  for (const each of [node, python]) if (each.ok) console.log(JSON.stringify(each.versions))
  if (!node.ok) return
  for (const file of readdirSync('test/interop/servers').filter((each) => each.endsWith('.js')))
    copyFileSync(join('test/interop/servers', file), join(node.dir, file))
})

const inNode = (file: string) => (dir: string) => [join(dir, file)]
const inPython = (file: string) => () => [resolve('test/interop/servers', file)]

for (const name of ['express-jwt', 'koa-jwt', 'passport-jwt']) {
  const env = { FRAMEWORK: name }
  const args = inNode('jsonwebtoken.js')
  compareKeys({ name, profile: 'jsonwebtoken', env, args, laxer: ['no-subject'] }, () => node, [
    ['RS256', 'PEM'],
    ['ES256', 'JWKS'],
    ['RS256', 'JWKS of several'],
  ])
}
for (const [profile, file] of [
  ['fastify', 'fastify-jwt.js'],
  ['hono', 'hono-jwt.js'],
] as const) {
  const library = { name: profile, profile, args: inNode(file), laxer: ['no-subject'] }
  compareKeys(library, () => node, [
    ['RS256', 'PEM'],
    ['EdDSA', 'PEM'],
    ['ES256', 'JWKS'],
    ['RS256', 'JWKS of several'],
  ])
}
compareKeys(
  {
    name: 'FastAPI with HTTPBearer',
    profile: 'fastapi-bearer',
    args: inPython('bearer.py'),
    laxer: ['no-subject'],
  },
  () => python,
  [
    ['ES256', 'PEM'],
    ['EdDSA', 'PEM'],
    ['RS256', 'JWKS'],
    ['ES256', 'JWKS of several'],
  ],
)
compareKeys(
  {
    name: 'simplejwt',
    profile: 'drf-simplejwt',
    args: inPython('simplejwt.py'),
    claims: { token_type: 'access' },
    laxer: [],
  },
  () => python,
  [
    ['RS256', 'PEM'],
    ['ES256', 'JWKS'],
    ['RS256', 'JWKS of several'],
  ],
)
compareKeys(
  {
    name: 'Flask-JWT-Extended',
    profile: 'flask-jwt-extended',
    args: inPython('flask_jwt.py'),
    laxer: [],
  },
  () => python,
  [
    ['RS256', 'PEM'],
    ['ES256', 'PEM'],
    ['EdDSA', 'PEM'],
  ],
)
