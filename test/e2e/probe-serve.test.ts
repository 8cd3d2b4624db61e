import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Route } from '../../src/core/catalog/model.js'
import { tokenAlternatives } from '../../src/core/catalog/requirement.js'
import { type World, world } from '../support/generators.js'
import { scopectl } from '../support/scopectl.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

/** Literal segments of the generated templates, and others. */
const params = fc.record({
  x: fc.constantFrom('1', 'a', 'b', 'v9', 'A', 'ä'),
  y: fc.constantFrom('2', 'b', 'stop'),
  p: fc.constantFrom('z', 'a', 'b/c'),
})

/** Each starts two processes, and may take long on a busy machine. PROBE_RUNS=200 SEED=random looks for more. */
const RUNS = Number(process.env['PROBE_RUNS'] ?? 8)

interface Target {
  readonly route: string
  readonly state: string
  readonly why: { readonly is: string } | null
}

test(
  `P20 serve is clean, whatever its catalog says (${RUNS} catalogs)`,
  async () => {
    let clean = 0
    await fc.assert(
      fc.asyncProperty(
        world.filter(({ catalog }) => catalog.routes.length > 0),
        params,
        async (w, values) => {
          const { exit, document, stdout } = await probed(w, values)
          if (document.problem?.code === 'probe-nothing') return
          expect(document.findings, stdout).toEqual([])
          const targets: Target[] = document.targets
          const unclear = targets.filter(({ state }) => state === 'inconclusive')
          for (const { route, why } of unclear)
            expect(
              canTell(w.catalog.routes.find(({ name }) => name === route)),
              `${route} ${why?.is}`,
            ).toBe(false)
          const isShown = targets.some(({ state }) => state === 'clean')
          expect(exit, stdout).toBe(unclear.length === 0 && isShown ? 0 : 2)
          clean += targets.length - unclear.length
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    )
    // The property would also hold if nothing was probed.
    expect(clean).toBeGreaterThan(RUNS)
  },
  RUNS * 30_000,
)

/** Whether some token must get in: other ways in are not probed. */
const canTell = (route: Route | undefined): boolean =>
  route !== undefined &&
  (route.requirement.level !== 'scopes' || tokenAlternatives(route.requirement).length > 0)

async function probed({ form, usersForm, catalog }: World, values: Record<string, string>) {
  const cwd = tempDir({
    'scopes.yaml': JSON.stringify(form),
    'users.yaml': JSON.stringify(usersForm),
  })
  const server = await serving(cwd)
  const names = new Set(catalog.routes.flatMap(({ pattern }) => pattern.params))
  const given = [...names].flatMap((name) => ['--param', `${name}=${values[name]}`])
  const methods = catalog.routes.some(({ method }) => method === 'POST') ? 'POST' : 'HEAD'
  const args = ['probe', server.url, '--json', '--allow-writes', '--methods', methods, ...given]
  const run = await scopectl(args, { cwd })
  await server.stop()
  return { ...run, document: JSON.parse(run.stdout) }
}
