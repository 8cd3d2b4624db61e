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

/** What an API of which nobody says the router may have: each router that matches in a way of its own. */
export const ANY_ROUTER: readonly Router[] = [express, fastify, loose]
