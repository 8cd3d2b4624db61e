import { expect, type TestContext } from 'vitest'
import { type OddToken, oddTokens, type Signer } from '../../../src/core/as-server/odd-tokens.js'
import { type Compared, compare } from './cells.js'
import { type Installed, needs } from './install.js'
import type { lesson } from './lesson.js'
import type { Running } from './start-server.js'
import { askers, cellsOf } from './subjects.js'

/** A real server, and the catalog and profile that must agree with it. */
export interface Edition {
  /** A name, or a file with a table. */
  readonly server: string
  readonly lesson: ReturnType<typeof lesson>
  readonly env: Readonly<Record<string, string>>
  readonly signer: Signer
  /** The claims of a valid token, without its times. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly scopeClaim: string
  /** More tokens with these claims, by other keys that the server has. */
  readonly oddKeys?: (claims: object) => OddToken[]
  readonly running: Running
}

/** Every subject with a valid token and each flaw, and no token, on every route. */
export async function compareKit(
  installed: Installed,
  context: TestContext,
  edition: () => Edition,
): Promise<Compared> {
  needs(installed, context)
  const { server, lesson, env, running } = edition()
  const place = { cwd: lesson.cwd, env }
  const cells = cellsOf(await askers(place), lesson.requests)
  const at = seconds()
  const compared = await compare(cells, { origin: running.origin, server, place, at })
  expect(compared.differences).toEqual([])
  return compared
}

/**
 * Tokens that `--flaw` does not make, on every route.
 * @param isExact false: a refusal may be another one than predicted, but nobody is let in by the table alone
 */
export async function compareOdd(
  installed: Installed,
  context: TestContext,
  edition: () => Edition,
  except: readonly string[] = [],
  isExact = true,
): Promise<Compared> {
  needs(installed, context)
  const { server, lesson, env, signer, claims, scopeClaim, oddKeys, running } = edition()
  const now = seconds()
  const good = { ...claims, iat: now, exp: now + 600 }
  const all = oddTokens(signer, { now, claims: good, scopeClaim, scopes: lesson.scopes })
  const asked = [...all, ...(oddKeys?.(good) ?? [])].filter(({ what }) => !except.includes(what))
  const cells = cellsOf(
    asked.map(({ what, token }) => ({ who: what, token })),
    lesson.requests,
  )
  const place = { cwd: lesson.cwd, env }
  const compared = await compare(cells, { origin: running.origin, server, place, at: now })
  expect(isExact ? compared.differences : compared.wronglyIn).toEqual([])
  return compared
}

/** The flaw in `user alice, expired`; undefined for a valid token. */
export const flawsOf = (who: readonly string[]): string[] => [
  ...new Set(who.map((name) => name.split(', ')[1] ?? 'a good token')),
]

const seconds = (): number => Math.floor(Date.now() / 1000)
