/** @fastify/jwt over the routes of node-guards.js, which is copied next to it and to the installed node_modules. */
import jwt from '@fastify/jwt'
import fastify from 'fastify'
import buildGetJwks from 'get-jwks'
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

const app = fastify()
const { origin, pathname } = jwksUrl ? new URL(jwksUrl) : { origin: '', pathname: '' }
const keySet = buildGetJwks({ jwksPath: pathname })

/** As in its README: the key with the token's `kid` and `alg`. */
const ofToken = (_request, { header: { kid, alg } }) =>
  keySet.getPublicKey({ domain: origin, alg, kid })
const fixed = algorithm.startsWith('HS') ? secret : { private: '', public: secret }
await app.register(jwt, {
  secret: jwksUrl ? ofToken : fixed,
  ...(jwksUrl && { decode: { complete: true } }),
  verify: {
    algorithms: [algorithm],
    ...(issuer && { allowedIss: issuer }),
    ...(audience && { allowedAud: audience }),
  },
})
for (const route of routes) {
  app.route({
    method: /** @type {'GET'} */ (route.method),
    url: route.path.replace(/\{\w+\*\}/g, '*').replace(/\{(\w+)\}/g, ':$1'),
    onRequest: async (request, reply) => {
      if (isPublic(route)) return
      await request.jwtVerify()
      if (!isAllowed(route, request.user)) await reply.code(403).send()
    },
    handler: async () => ({ ok: true }),
  })
}
await app.listen({ port: 0, host: '127.0.0.1' })
announce(app.server)
