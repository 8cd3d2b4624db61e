import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'

export function createApp(secret) {
  const app = new Hono()
  const token = jwt({
    secret,
    alg: 'HS256',
    verification: { iss: 'http://localhost:8000', aud: 'items-api' },
  })
  const needs = (scope) => async (c, next) => {
    const { scope: held } = c.get('jwtPayload')
    const isGranted = typeof held === 'string' && held.split(' ').includes(scope)
    if (isGranted) return await next()
    const challenge = `Bearer error="insufficient_scope", scope="${scope}"`
    return c.body(null, 403, { 'WWW-Authenticate': challenge })
  }
  app.get('/health', (c) => c.json({ ok: true }))
  app.get('/me', token, (c) => c.json({ sub: c.get('jwtPayload').sub }))
  app.get('/items', token, needs('items:read'), (c) => c.json([]))
  app.post('/items', token, needs('items:write'), (c) => c.json({ id: 1 }))
  app.delete('/items/:id', token, needs('items:delete'), (c) => c.json({}))
  return app
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { fetch } = createApp(process.env.SECRET_KEY)
  const port = Number(process.env.PORT ?? 3000)
  serve({ fetch, port, hostname: '127.0.0.1' }, (at) => console.log(`http://127.0.0.1:${at.port}`))
}
