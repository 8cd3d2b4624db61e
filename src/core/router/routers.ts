import { express } from './express.js'
import { fastify } from './fastify.js'
import { loose } from './loose.js'
import type { Router, RouterName } from './model.js'
import { fastapi, starlette } from './starlette.js'

export const ROUTERS = {
  express,
  fastapi,
  fastify,
  starlette,
} as const satisfies Record<Exclude<RouterName, 'exact'>, Router>

/** Considered if the router of an API is not known. Starlette and FastAPI match like the catalog. */
export const ANY_ROUTER: readonly Router[] = [express, fastify, loose]
