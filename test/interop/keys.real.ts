import { inNode, inPython, nodeServers, pythonServers } from './support/installed-servers.js'
import { compareKeys, type Told } from './support/library.js'
import { SUBS } from './support/subjects.js'

// The servers of libraries.interop.ts and express.interop.ts with asymmetric keys, and the flaws that only exist then.

const node = nodeServers()
const python = pythonServers()

for (const name of ['express-jwt', 'koa-jwt', 'passport-jwt']) {
  const env = { FRAMEWORK: name }
  const args = inNode('jsonwebtoken.js')
  // With jwks-rsa, it alone reads the payload strictly.
  const except = name === 'passport-jwt' ? ['not UTF-8'] : []
  const library = {
    name,
    profile: 'jsonwebtoken',
    env,
    args,
    except,
    laxer: ['no-subject'],
  } as const
  compareKeys(library, node, [
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
  compareKeys(library, node, [
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
  python,
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
  python,
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
  python,
  [
    ['RS256', 'PEM'],
    ['ES256', 'PEM'],
    ['EdDSA', 'PEM'],
  ],
)
compareKeys(
  {
    name: 'FastAPI as in its tutorial',
    profile: 'fastapi',
    args: inPython('lesson.py'),
    env: { FORBIDDEN: '401', USERS: JSON.stringify(SUBS) },
    scopes: { claim: 'scopes', isArray: true },
    told: ({ SECRET = '', ISSUER, AUDIENCE, ...others }) => ({
      ...others,
      SECRET_KEY: SECRET,
      ISSUER: JSON.stringify([ISSUER]),
      AUDIENCE: JSON.stringify([AUDIENCE]),
    }),
    laxer: [],
  },
  python,
  [
    ['RS256', 'PEM'],
    ['ES256', 'JWKS of several'],
  ],
)
for (const [profile, claim] of [
  ['express', 'scope'],
  ['express-permissions', 'permissions'],
] as const) {
  const isArray = claim === 'permissions'
  const library = {
    name: profile,
    profile,
    args: inNode('jwt-bearer.js'),
    env: isArray ? { CLAIM: claim } : {},
    scopes: { claim, isArray },
    // The library reads some of the other names as its own settings.
    told: ({ ROUTES = '', NODE_ENV = '', CLAIM = '', ISSUER = '', AUDIENCE }: Told) => ({
      ...{ ROUTES, NODE_ENV, CLAIM },
      ISSUER_BASE_URL: ISSUER,
      AUDIENCE_JSON: JSON.stringify([AUDIENCE]),
    }),
    laxer: ['no-subject'],
  } as const
  compareKeys(
    library,
    node,
    isArray
      ? [['EdDSA', 'JWKS']]
      : [
          ['RS256', 'JWKS'],
          ['ES256', 'JWKS of several'],
        ],
  )
}
