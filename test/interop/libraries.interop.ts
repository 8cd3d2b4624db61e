import { copyFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll } from 'vitest'
import { type Installed, installNpm, installPython } from './support/install.js'
import { compareLibrary } from './support/library.js'

let node: Installed
let python: Installed
beforeAll(async () => {
  node = await installNpm([
    ...['express', 'express-jwt', 'koa', 'koa-jwt', 'passport', 'passport-jwt', 'jwks-rsa'],
    ...['fastify', '@fastify/jwt', 'get-jwks', 'hono', '@hono/node-server'],
  ])
  python = await installPython([
    ...['fastapi', 'uvicorn', 'pyjwt', 'djangorestframework', 'djangorestframework-simplejwt'],
    ...['flask', 'flask-jwt-extended'],
  ])
  for (const each of [node, python]) if (each.ok) console.log(JSON.stringify(each.versions))
  if (!node.ok) return
  for (const file of readdirSync('test/interop/servers').filter((each) => each.endsWith('.js')))
    copyFileSync(join('test/interop/servers', file), join(node.dir, file))
})

const inNode = (file: string) => (dir: string) => [join(dir, file)]
const inPython = (file: string) => () => [resolve('test/interop/servers', file)]
/** Nobody checks a party that is not configured. */
const ANY_PARTY = ['wrong-audience', 'wrong-issuer']

for (const name of ['express-jwt', 'koa-jwt', 'passport-jwt']) {
  const library = { name, profile: 'jsonwebtoken', env: { FRAMEWORK: name } } as const
  const laxer = ['no-subject']
  const bare = [...ANY_PARTY, 'no-subject']
  compareLibrary({ ...library, args: inNode('jsonwebtoken.js'), laxer, bare }, () => node)
}
for (const [profile, file] of [
  ['fastify', 'fastify-jwt.js'],
  ['hono', 'hono-jwt.js'],
] as const) {
  const bare = [...ANY_PARTY, 'no-subject']
  const library = { name: profile, profile, args: inNode(file), laxer: ['no-subject'], bare }
  compareLibrary(library, () => node)
}
compareLibrary(
  {
    name: 'FastAPI with HTTPBearer',
    profile: 'fastapi-bearer',
    args: inPython('bearer.py'),
    laxer: ['no-subject'],
    bare: ['wrong-issuer', 'no-subject'],
  },
  () => python,
)
compareLibrary(
  {
    name: 'simplejwt',
    profile: 'drf-simplejwt',
    args: inPython('simplejwt.py'),
    claims: { token_type: 'access' },
    laxer: [],
    bare: ANY_PARTY,
  },
  () => python,
)
compareLibrary(
  {
    name: 'Flask-JWT-Extended',
    profile: 'flask-jwt-extended',
    args: inPython('flask_jwt.py'),
    laxer: [],
    bare: ANY_PARTY,
  },
  () => python,
)
