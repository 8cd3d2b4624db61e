import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { partsOf, runPage } from '../support/doc-page.js'
import { docWorld } from '../support/doc-world.js'

const page = readFileSync('docs/ci.md', 'utf8')
const fileOf = (name: string) => {
  const part = partsOf(page).find(({ file }) => file === name)
  return parse(part?.text ?? '')
}

/** What the configuration of each CI system runs, in order. */
const SYSTEMS: Readonly<Record<string, () => string[]>> = {
  'GitHub Actions': () =>
    fileOf('.github/workflows/access.yaml').jobs.access.steps.flatMap(
      ({ run }: { run?: string }) => run ?? [],
    ),
  GitLab: () => fileOf('.gitlab-ci.yml').access.script,
  'pre-commit': () =>
    fileOf('.pre-commit-config.yaml').repos.flatMap(({ hooks }: { hooks: { entry: string }[] }) =>
      hooks.map(({ entry }) => entry),
    ),
}
const SET = 'GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=summary CI_DEFAULT_BRANCH=main'

describe.concurrent('every step of docs/ci.md passes in the repository of that page', () => {
  test.each(Object.entries(SYSTEMS))('%s', async (_name, steps) => {
    const lines = steps()
    expect(lines.filter((line) => line.startsWith('npx scopectl ')).length).toBeGreaterThan(1)
    const world = docWorld()
    await runPage(page, world)
    await world.succeed(`export ${SET}`)
    // `npm ci` installs scopectl: here it is on the path.
    for (const line of lines.filter((each) => each !== 'npm ci')) await world.succeed(line)
  })

  test.each(Object.entries(SYSTEMS))(
    'and some step fails once access changed: %s',
    async (_name, steps) => {
      const world = docWorld()
      await runPage(page, world)
      await world.succeed(`export ${SET}`)
      await world.succeed(`sed 's/POST .items.: write/POST \\/items\\/: public/' scopes.yaml > changed
! cmp -s changed scopes.yaml && mv changed scopes.yaml`)
      const ends = await Promise.allSettled(
        steps()
          .filter((each) => each !== 'npm ci')
          .map((line) => world.succeed(line)),
      )
      expect(ends.some(({ status }) => status === 'rejected')).toBe(true)
    },
  )
})
