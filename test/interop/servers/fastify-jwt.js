/** @fastify/jwt over the routes of node-guards.js, which is copied next to it and to the installed node_modules. */
import jwt from '@fastify/jwt'
import fastify from 'fastify'
import { announce, audience, isAllowed, isPublic, issuer, routes, secret } from './node-guards.js'

const app = fastify()
await app.register(jwt, {
  secret,
  verify: {
    algorithms: ['HS256'],
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
