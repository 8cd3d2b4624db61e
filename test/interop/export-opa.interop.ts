import { beforeAll, expect, test } from 'vitest'
import { compareCatalogs, compareDocuments, smallDocuments } from './support/compare-catalogs.js'
import { OPA } from './support/compare-opa.js'
import { type Installed, needs } from './support/install.js'
import { installOpa, testOpa } from './support/opa.js'
import { expectServedAnswers } from './support/served-catalog.js'
import { servedOpa } from './support/served-opa.js'

// A sample; export-opa.real.ts has more of both.
compareCatalogs(OPA, 6)
compareDocuments(OPA, 'imported documents', smallDocuments)

let installed: Installed
beforeAll(async () => {
  installed = await installOpa()
}, 600_000)

test('the command that is printed starts OPA, with the keys of serve', async (context) => {
  needs(installed, context)
  const { cli, decide, cwd } = await servedOpa(installed.program)
  await expectServedAnswers(decide, cli)
  expect(await testOpa(installed.program, `${cwd}/policy`)).toBe(6)
})
