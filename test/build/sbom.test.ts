import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'

interface Component {
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly hashes: readonly { readonly alg: string; readonly content: string }[]
}

const sbom = (...flags: string[]): string =>
  execFileSync(process.execPath, ['scripts/sbom.js', ...flags], { encoding: 'utf8' })

test('the SBOM lists each package whose licence is in the build, with the hash of the lock', () => {
  const printed = sbom()
  const { components, specVersion, serialNumber } = JSON.parse(printed)
  expect([specVersion, serialNumber, sbom()]).toEqual(['1.6', undefined, printed])
  const licences = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8')
  const names = [...licences.matchAll(/^(\S+) (\d\S+) \([^)]+\)$/gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(10)
  expect(components.map(({ name }: Component) => name)).toEqual(names)
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  for (const { name, version, hashes, purl } of components as Component[]) {
    const sha512 = Buffer.from(hashes[0]?.content ?? '', 'hex').toString('base64')
    expect(packages[`node_modules/${name}`]).toMatchObject({
      version,
      integrity: `sha512-${sha512}`,
    })
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`)
  }
  const inBinary = JSON.parse(sbom('--binary')).components.at(-1)
  expect(inBinary).toMatchObject({ name: 'node', version: expect.stringMatching(/^24\./) })
})

/** The schemas are in the library of CycloneDX's authors: SPDX's list of licences, for example, is one of its files. */
test.each([
  ['package', []],
  ['binary', ['--binary']],
])('the SBOM of the %s follows the schema of CycloneDX 1.6', (_of, flags) => {
  const valid = validator()
  const document = JSON.parse(sbom(...flags))
  expect([valid(document), valid.errors]).toEqual([true, null])
  const [first, ...others] = document.components
  for (const wrong of [
    { ...first, licenses: [{ license: { id: 'Not-A-Licence' } }] },
    { ...first, hashes: [{ ...first.hashes[0], content: 'abc' }] },
    { ...first, hashes: [{ ...first.hashes[0], alg: 'sha512' }] },
    { ...first, unknown: 1 },
    { ...first, name: undefined },
    others[0],
  ])
    expect(valid({ ...document, components: [wrong, ...others] }), JSON.stringify(wrong)).toBe(
      false,
    )
})

test('each component of the SBOM has a purl, a licence and a version of its own', () => {
  const components = JSON.parse(sbom('--binary')).components as Record<string, unknown>[]
  for (const component of components)
    expect(component).toMatchObject({
      purl: expect.stringMatching(/^pkg:(npm|generic)\/[^@]+@\d/),
      licenses: [expect.anything()],
      version: expect.stringMatching(/^\d/),
    })
  expect(new Set(components.map(({ purl }) => purl)).size).toBe(components.length)
})

function validator() {
  const { resolve } = createRequire(import.meta.url)
  const library = join(resolve('@cyclonedx/cyclonedx-library/package.json'), '../res/schema')
  const schema = (name: string) =>
    JSON.parse(readFileSync(join(library, `${name}.SNAPSHOT.schema.json`), 'utf8'))
  const ajv = new Ajv({ strict: false })
  formats.default(ajv)
  // Not in ajv-formats; the SBOM has no text of either kind.
  for (const format of ['idn-email', 'iri-reference']) ajv.addFormat(format, true)
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
  return ajv.compile(schema('bom-1.6'))
}
