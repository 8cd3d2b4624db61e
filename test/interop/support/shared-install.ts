import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import type { Installed } from './install.js'

/** What the files of this folder start servers with. A list of packages that is part of one of these is not installed again. */
const SHARED = {
  npm: [
    ...['express', 'express-oauth2-jwt-bearer', 'express-jwt', 'koa', '@koa/router', 'koa-jwt'],
    ...['passport', 'passport-jwt', 'jsonwebtoken', 'method-override', 'jwks-rsa', 'fastify'],
    ...['@fastify/jwt', 'get-jwks', 'hono', '@hono/node-server', 'oauth4webapi', 'openid-client'],
  ],
  pip: [
    ...['fastapi', 'starlette', 'uvicorn', 'pyjwt', 'pyjwt[crypto]', 'cryptography'],
    ...['python-multipart', 'django', 'djangorestframework', 'djangorestframework-simplejwt'],
    ...['flask', 'flask-jwt-extended', 'authlib'],
  ],
} as const

/**
 * Installs packages in a folder, or uses those that an earlier test file has installed.
 * @param install is called with all packages to install, and with an empty folder
 */
export async function sharedInstall(
  by: keyof typeof SHARED,
  packages: readonly string[],
  install: (packages: readonly string[], folder: string) => Promise<Installed>,
): Promise<Installed> {
  const shared: readonly string[] = SHARED[by]
  const all = packages.every((each) => shared.includes(each)) ? shared : packages
  const name = all === shared ? 'all' : createHash('sha256').update(packages.join()).digest('hex')
  const folder = join(inject('installs'), `${by}-${name}`)
  const file = `${folder}.json`
  if (isFirst(folder)) {
    const installed = await attempt(() => install(all, folder))
    writeFileSync(`${file}.tmp`, JSON.stringify(installed))
    renameSync(`${file}.tmp`, file)
  }
  while (!existsSync(file)) await sleep(200)
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Only one of several test files that run at the same time makes the folder. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** The other files wait for a result: also if there is none, they must get one. */
async function attempt(install: () => Promise<Installed>): Promise<Installed> {
  try {
    return await install()
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : `${error}` }
  }
}
