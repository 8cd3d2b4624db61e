import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

/** The first line of a licence: `name 1.2.3 (MIT)`. */
const HEAD = /^(\S+) (\d\S+) \(([^)]+)\)$/

/**
 * The packages whose code is in the build, which is what users install: those of dist/THIRD-PARTY-LICENSES.txt. All of them are
 * devDependencies, so npm cannot tell them from our tools. Throws if one is not in package-lock.json.
 *
 * @returns {{ name: string, version: string, license: string, path: string, integrity: string }[]} `path`: its key in the lock
 */
export function bundledPackages() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8')
    .split(/^-{80}$/m)
    .map((part) => {
      const [, name, version, license] = HEAD.exec(part.trim().split('\n')[0] ?? '') ?? []
      assert(name && version && license, `not the licence of a package: ${part.slice(0, 80)}`)
      const path = Object.keys(packages).find(
        (path) =>
          (path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`)) &&
          packages[path].version === version,
      )
      assert(path, `${name} ${version} is bundled, but not in package-lock.json`)
      return { name, version, license, path, integrity: packages[path].integrity }
    })
}
