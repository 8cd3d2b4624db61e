/** hono/jwt, or hono/jwk with JWKS_URL, over the routes of node-guards.js, which is copied next to it and to the installed node_modules. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { jwk } from 'hono/jwk'
import { jwt } from 'hono/jwt'
import {
  algorithm,
  announce,
  audience,
  isAllowed,
  isPublic,
  issuer,
  jwksUrl,
  routes,
  secret,
} from './node-guards.js'

const app = new Hono()
const verification = { ...(issuer && { iss: issuer }), ...(audience && { aud: audience }) }
const isGranted = jwksUrl
  ? jwk({ jwks_uri: jwksUrl, alg: [algorithm], verification })
  : jwt({ secret, alg: algorithm, verification })
for (const route of routes) {
  const path = route.path.replace(/\{\w+\*\}/g, '*').replace(/\{(\w+)\}/g, ':$1')
  app.on(route.method, path, ...(isPublic(route) ? [] : [isGranted]), (context) => {
    const isOpen = isPublic(route) || isAllowed(route, context.get('jwtPayload'))
    return isOpen ? context.text('OK') : context.text('Forbidden', 403)
  })
}
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
  announce(/** @type {import('node:http').Server} */ (server)),
)
