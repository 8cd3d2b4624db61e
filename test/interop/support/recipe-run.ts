import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { freePort } from '../../support/free-port.js'
import { plainEnv, wrapperDir } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { buildGo, buildSpring, installGo, installSpring } from './compiled-recipes.js'
import { type Installed, installNpm, installPython, needs } from './install.js'
import { asker, flawsNotAsExpected } from './recipe-flaws.js'
import { type Recipe, recipes } from './recipes.js'
import { startServer } from './start-server.js'

const SECRET_KEY = randomBytes(32).toString('hex')
const USERS = 'users: { alice: {}, bob: { roles: [editor] } }\nclients: { ci-bot: {} }\n'
// Not a server, but a proxy in front of one: oauth2-proxy.interop.ts.
const ALL = recipes().filter(({ language }) => language !== 'toml')

/** Flaws that a server answers in another way, as its section says. */
const DIFFERS: Readonly<Record<string, readonly string[]>> = {
  Authlib: ['scope-wrong-type: 500, not 403'],
  Hono: ['no-subject: 200, not 401'],
  'express-jwt': ['no-subject: 200, not 401'],
  'koa-jwt': ['no-subject: 200, not 401'],
  'passport-jwt': ['no-subject: 200, not 401'],
  'go-jwt-middleware': ['no-subject: 200, not 401', 'scope-wrong-type: 401, not 403'],
  'Spring Security': ['no-subject: 200, not 401', 'scope-claim-other: 200, not 403'],
}
/** Their sections say not to set `type: at+jwt`. */
const REFUSE_AT_JWT: ReadonlySet<string> = new Set(['Hono', 'Spring Security'])
/** How a token with an empty `scope` is answered, if not with 403 and, where no scope is needed, with 200. */
const WITHOUT_SCOPES: Readonly<Record<string, readonly number[]>> = { Authlib: [401, 401, 401] }

const INSTALL = {
  js: installNpm,
  python: installPython,
  go: installGo,
  java: installSpring,
} as const

/** Runs the servers of docs/servers.md in these languages, with the catalogs next to them. */
export function runRecipes(...languages: (keyof typeof INSTALL)[]): void {
  const chosen = ALL.filter(({ language }) => languages.some((each) => each === language))
  const installed = new Map<string, Installed>()
  beforeAll(async () => {
    const packagesFor = (language: string) => [
      ...new Set(chosen.flatMap((recipe) => (recipe.language === language ? recipe.packages : []))),
    ]
    for (const language of languages)
      installed.set(language, await INSTALL[language](packagesFor(language)))
    for (const each of installed.values()) if (each.ok) console.log(JSON.stringify(each.versions))
  }, 900_000)

  test.for(chosen)('docs/servers.md: $name', { timeout: 300_000 }, async (recipe, context) => {
    const found = installed.get(recipe.language)
    if (!found) throw new Error(`no way to install ${recipe.language}`)
    needs(found, context)
    const [issuer, api] = [await freePort(), await freePort()]
    const here = (text: string) =>
      text.replaceAll('localhost:8000', `127.0.0.1:${issuer}`).replaceAll('9000', `${api}`)
    const cwd = tempDir({ 'scopes.yaml': here(recipe.catalog), 'users.yaml': USERS })
    const env = { ...plainEnv(cwd), SECRET_KEY }
    if (recipe.byDiscovery) {
      const args = ['serve', '--port', `${issuer}`]
      await startServer(join(wrapperDir(), 'scopectl'), args, { cwd, env })
    }
    const [program, args] = await programOf(recipe, here(recipe.server), found)
    const { origin } = await startServer(program, args, {
      cwd: found.dir,
      env: { ...env, NODE_ENV: 'production', PYTHONUNBUFFERED: '1' },
    })

    const { status, token } = asker(origin, { cwd, env })
    const statuses = async (each?: string) => [
      await status('GET /items', each),
      await status('POST /items', each),
      await status('GET /me', each),
    ]
    expect(await statuses()).toEqual([401, 401, 401])
    expect(await statuses(await token('--user', 'bob'))).toEqual([200, 200, 200])
    expect(await statuses(await token('--user', 'alice'))).toEqual([200, 403, 200])
    expect(await statuses(await token('--client', 'ci-bot'))).toEqual(
      WITHOUT_SCOPES[recipe.name] ?? [403, 403, 200],
    )

    if (REFUSE_AT_JWT.has(recipe.name)) {
      const strict = here(recipe.catalog).replace('token:', 'token:\n  type: at+jwt')
      writeFileSync(join(cwd, 'strict.yaml'), strict)
      const typed = await token('-c', 'strict.yaml', '--user', 'bob')
      expect(await status('GET /items', typed)).toBe(401)
    }
    const differing = await flawsNotAsExpected(recipe.name, { cwd, env, status })
    expect(differing).toEqual(DIFFERS[recipe.name] ?? [])
  })
}

/** Writes and, if necessary, compiles the server. @returns a program and its arguments */
async function programOf(
  { language, file }: Recipe,
  text: string,
  { program, dir }: { readonly program: string; readonly dir: string },
): Promise<[string, string[]]> {
  if (language === 'java') return [program, await buildSpring(file, text, dir)]
  const path = join(dir, file)
  writeFileSync(path, text)
  return language === 'go' ? [await buildGo(path, dir), []] : [program, [path]]
}
