/**
 * express-jwt, koa-jwt or passport-jwt (FRAMEWORK) over the routes of node-guards.js, which is copied next to it and to
 * the node_modules that the test has installed. All three verify with jsonwebtoken, and find keys with jwks-rsa.
 */
import express from 'express'
import { expressjwt } from 'express-jwt'
import { expressJwtSecret, koaJwtSecret, passportJwtSecret } from 'jwks-rsa'
import Koa from 'koa'
import koaJwt from 'koa-jwt'
import passport from 'passport'
import { ExtractJwt, Strategy } from 'passport-jwt'
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

const options = {
  algorithms: [algorithm],
  ...(issuer && { issuer }),
  ...(audience && { audience }),
}
const keySet = { jwksUri: jwksUrl }

/** @param {express.RequestHandler} isGranted @param {'auth' | 'user'} place */
function expressApp(isGranted, place) {
  const app = express()
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\*\}/g, '*$1').replace(/\{(\w+)\}/g, ':$1')
    const method = /** @type {'get'} */ (route.method.toLowerCase())
    app[method](path, ...(isPublic(route) ? [] : [isGranted]), (request, response) => {
      const claims = /** @type {any} */ (request)[place]
      response.sendStatus(isPublic(route) || isAllowed(route, claims) ? 200 : 403)
    })
  }
  return app
}

function koaApp() {
  const app = new Koa()
  const isGranted = koaJwt({ secret: jwksUrl ? koaJwtSecret(keySet) : secret, ...options })
  app.use(async (context, next) => {
    const route = routes.find(({ method, path }) => {
      const pattern = path.replace(/\{\w+\*\}/g, '.*').replace(/\{\w+\}/g, '[^/]+')
      const isMethod = method === context.method.replace('HEAD', 'GET')
      return isMethod && new RegExp(`^${pattern}$`).test(context.path)
    })
    if (!route) return
    if (!isPublic(route)) {
      await isGranted(context, async () => {})
      if (!isAllowed(route, context.state.user)) context.throw(403)
    }
    context.body = 'OK'
    await next()
  })
  app.silent = true
  return app
}

function passportApp() {
  const fromHeader = ExtractJwt.fromAuthHeaderAsBearerToken()
  const key = jwksUrl ? { secretOrKeyProvider: passportJwtSecret(keySet) } : { secretOrKey: secret }
  const strategy = { ...key, jwtFromRequest: fromHeader, ...options }
  passport.use(new Strategy(strategy, (payload, done) => done(null, payload)))
  return expressApp(passport.authenticate('jwt', { session: false }), 'user')
}

const apps = {
  'express-jwt': () =>
    expressApp(
      expressjwt({ secret: jwksUrl ? expressJwtSecret(keySet) : secret, ...options }),
      'auth',
    ),
  'koa-jwt': koaApp,
  'passport-jwt': passportApp,
}
const app = apps[/** @type {keyof typeof apps} */ (process.env.FRAMEWORK)]()
const server = app.listen(0, '127.0.0.1', () => announce(server))
