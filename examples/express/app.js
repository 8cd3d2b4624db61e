import { pathToFileURL } from 'node:url'
import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'

export function createApp(secret) {
  const app = express()
  const token = auth({
    issuer: 'http://localhost:8000',
    audience: 'items-api',
    secret,
    tokenSigningAlg: 'HS256',
  })
  app.get('/health', (_, res) => res.json({ ok: true }))
  app.get('/me', token, (req, res) => res.json({ sub: req.auth.payload.sub }))
  app.get('/items', token, requiredScopes('items:read'), (_, res) => res.json([]))
  app.post('/items', token, requiredScopes('items:write'), (_, res) => res.json({ id: 1 }))
  app.delete('/items/:id', token, requiredScopes('items:delete'), (_, res) => res.json({}))
  app.use((error, _req, res, _next) =>
    res
      .status(error.status ?? 500)
      .set(error.headers ?? {})
      .end(),
  )
  return app
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = createApp(process.env.SECRET_KEY).listen(process.env.PORT ?? 3000, '127.0.0.1')
  server.on('listening', () => console.log(`http://127.0.0.1:${server.address().port}`))
}
