import { pathToFileURL } from 'node:url'
import jwt from '@fastify/jwt'
import fastify from 'fastify'

export function createApp(secret) {
  const app = fastify()
  app.register(jwt, {
    secret,
    verify: {
      algorithms: ['HS256'],
      allowedIss: 'http://localhost:8000',
      allowedAud: 'items-api',
      requiredClaims: ['exp', 'sub'],
    },
  })
  const needs = (scope) => async (request, reply) => {
    try {
      await request.jwtVerify()
    } catch {
      return reply.code(401).header('WWW-Authenticate', 'Bearer').send()
    }
    const { scope: held } = request.user
    const isGranted = typeof held === 'string' && held.split(' ').includes(scope)
    if (scope === undefined || isGranted) return
    const challenge = `Bearer error="insufficient_scope", scope="${scope}"`
    return reply.code(403).header('WWW-Authenticate', challenge).send()
  }
  app.get('/health', async () => ({ ok: true }))
  app.get('/me', { onRequest: needs() }, async ({ user }) => ({ sub: user.sub }))
  app.get('/items', { onRequest: needs('items:read') }, async () => [])
  app.post('/items', { onRequest: needs('items:write') }, async () => ({ id: 1 }))
  app.delete('/items/:id', { onRequest: needs('items:delete') }, async () => ({}))
  return app
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const app = createApp(process.env.SECRET_KEY)
  console.log(await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' }))
}
