/** Servers whose tables are built in, as listed in help: known without loading the tables (servers.ts). */
export const SERVER_NAMES = [
  'fastapi',
  'fastapi-403',
  'fastapi-bearer',
  'express',
  'express-permissions',
  'jsonwebtoken',
  'fastify',
  'hono',
  'drf-simplejwt',
  'flask-jwt-extended',
  'go-jwt-middleware',
  'spring',
  'envoy',
  'rfc6750',
] as const

export type ServerName = (typeof SERVER_NAMES)[number]
