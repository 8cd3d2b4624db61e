import type { ExportedProfile } from './exported.js'
import type { ServerName } from './names.js'
import { drfSimplejwt } from './profiles/drf-simplejwt.js'
import { envoy } from './profiles/envoy.js'
import { express, expressPermissions } from './profiles/express.js'
import { fastapi, fastapi403 } from './profiles/fastapi.js'
import { fastapiBearer } from './profiles/fastapi-bearer.js'
import { fastify } from './profiles/fastify.js'
import { flaskJwtExtended } from './profiles/flask-jwt-extended.js'
import { goJwtMiddleware } from './profiles/go-jwt-middleware.js'
import { hono } from './profiles/hono.js'
import { jsonwebtoken } from './profiles/jsonwebtoken.js'
import { spring } from './profiles/spring.js'
import type { Profile } from './schema.js'

/** A server by name; `check`: it answers what `check` itself decides. */
export interface Server {
  readonly name: string
  readonly profile: Profile | ExportedProfile | 'check'
}

/** Each is compared with the real server by `npm run test:interop`. */
const PROFILES: Readonly<Record<ServerName, Server['profile']>> = {
  fastapi,
  'fastapi-403': fastapi403,
  'fastapi-bearer': fastapiBearer,
  express,
  'express-permissions': expressPermissions,
  jsonwebtoken,
  fastify,
  hono,
  'drf-simplejwt': drfSimplejwt,
  'flask-jwt-extended': flaskJwtExtended,
  'go-jwt-middleware': goJwtMiddleware,
  spring,
  envoy,
  rfc6750: 'check',
}

export const serverNamed = (name: ServerName): Server => ({ name, profile: PROFILES[name] })
