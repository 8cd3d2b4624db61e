import { inNode, inPython, nodeServers, pythonServers } from './support/installed-servers.js'
import { compareLibrary } from './support/library.js'

const node = nodeServers()
const python = pythonServers()
/** Nobody checks a party that is not configured. */
const ANY_PARTY = ['wrong-audience', 'wrong-issuer']

for (const name of ['express-jwt', 'koa-jwt', 'passport-jwt']) {
  const library = { name, profile: 'jsonwebtoken', env: { FRAMEWORK: name } } as const
  const laxer = ['no-subject']
  const bare = [...ANY_PARTY, 'no-subject']
  compareLibrary({ ...library, args: inNode('jsonwebtoken.js'), laxer, bare }, node)
}
for (const [profile, file] of [
  ['fastify', 'fastify-jwt.js'],
  ['hono', 'hono-jwt.js'],
] as const) {
  const bare = [...ANY_PARTY, 'no-subject']
  const library = { name: profile, profile, args: inNode(file), laxer: ['no-subject'], bare }
  compareLibrary(library, node)
}
compareLibrary(
  {
    name: 'FastAPI with HTTPBearer',
    profile: 'fastapi-bearer',
    args: inPython('bearer.py'),
    laxer: ['no-subject'],
    bare: ['wrong-issuer', 'no-subject'],
  },
  python,
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
  python,
)
compareLibrary(
  {
    name: 'Flask-JWT-Extended',
    profile: 'flask-jwt-extended',
    args: inPython('flask_jwt.py'),
    laxer: [],
    bare: ANY_PARTY,
  },
  python,
)
