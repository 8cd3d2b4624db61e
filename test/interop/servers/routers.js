/**
 * Express and Fastify with sets of routes that the test generates, to see which route they run. SETS is a JSON file: [{
 * express: Route[], fastify: Route[], tail: '*' | '{*}' }], Route { name, method, parts }, where a part is a text, or a
 * parameter: 'one', or 'rest' at the end. A request names its set and router in the headers x-set and x-router; if it
 * runs a route, the response has its name in x-route. Routes that a router cannot declare are left out. It is copied
 * next to the node_modules that the test has installed.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import express from 'express'
import fastify from 'fastify'

/** @typedef {{ text: string } | { hole: 'one' | 'rest' }} Part */
/** @typedef {{ name: string, method: string, parts: Part[] }} Route */
/** @typedef {{ express: Route[], fastify: Route[], tail: '*' | '{*}' }} RouteSet */
/** @typedef {import('node:http').RequestListener} Listener */

/** @param {RouteSet} set */
function expressApp(set) {
  const app = express()
  for (const { name, method, parts } of set.express) {
    const rest = set.tail === '*' ? '*"p"' : '{*"p"}'
    const path = parts
      .map((part, i) => {
        if ('text' in part) return part.text.replace(/[()[\]{}?+!*:\\]/g, '\\$&')
        return part.hole === 'rest' ? rest : `:"p${i}"`
      })
      .join('')
    try {
      app[/** @type {'get'} */ (method.toLowerCase())](path, (_request, response) => {
        response.set('x-route', name).end()
      })
    } catch (error) {
      if (!(error instanceof TypeError && error.message.startsWith('Missing text before')))
        throw error
    }
  }
  return app
}

/** @param {RouteSet} set */
async function fastifyApp(set) {
  /** @type {Listener} */
  let listener = () => {}
  const app = fastify({
    serverFactory: (handler) => {
      listener = handler
      return createServer()
    },
  })
  for (const { name, method, parts } of set.fastify) {
    const url = parts
      .map((part, i) => {
        if ('text' in part) return decodeURIComponent(part.text).replaceAll(':', '::')
        if (part.hole === 'rest') return '*'
        const next = parts[i + 1]
        const isPlain = !next || ('text' in next && /^[-./]/.test(next.text))
        return isPlain ? `:p${i}` : `:p${i}([^/]+?)`
      })
      .join('')
    app.route({
      method: /** @type {'GET'} */ (method),
      url,
      handler: (_request, reply) => reply.header('x-route', name).send(''),
    })
  }
  await app.ready()
  return listener
}

/** @type {RouteSet[]} */
const sets = JSON.parse(readFileSync(process.env.SETS ?? '', 'utf8'))
/** @type {{ express: Listener, fastify: Listener }[]} */
const apps = []
for (const set of sets) apps.push({ express: expressApp(set), fastify: await fastifyApp(set) })

const server = createServer((request, response) => {
  const router = /** @type {'express' | 'fastify'} */ (request.headers['x-router'])
  apps[Number(request.headers['x-set'])]?.[router](request, response)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  console.log(`listening on http://127.0.0.1:${port}`)
})
