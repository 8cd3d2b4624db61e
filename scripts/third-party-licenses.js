import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The licence texts of all packages with code in the build: we distribute their code, so we distribute their licences.
 * @param {readonly string[]} modules paths of everything that was bundled
 */
export function thirdPartyLicenses(modules) {
  const folders = modules
    .map((module) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(module)?.[0])
    .filter((folder) => folder !== undefined)
  return [...new Set(folders)]
    .sort()
    .map(licenseOf)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

/** @param {string} folder */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (file === undefined) throw new Error(`${name} is bundled but ships no licence text`)
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}
