import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { wrapperDir } from '../../support/scopectl.js'
import { type Installed, installNpm } from './install.js'

/** From this repository, since they are large and the examples need no particular version of them. */
const OWN: Readonly<Record<string, string>> = {
  '@types/node': '',
  typescript: 'bin/tsc',
  vitest: 'vitest.mjs',
}

const EXAMPLES = ['express', 'fastify', 'hono', 'nestjs'] as const

/** The packages of all examples, and jest, installed once; each example is a folder beside `node_modules`. */
export async function installExamples(): Promise<Installed> {
  const named = EXAMPLES.flatMap((name) => {
    const text = readFileSync(`examples/${name}/package.json`, 'utf8')
    const { dependencies, devDependencies } = JSON.parse(text)
    return Object.entries<string>({ ...dependencies, ...devDependencies })
  })
  const wanted = named
    .filter(([name]) => name !== 'scopectl' && !(name in OWN))
    .map(([name, range]) => `${name}@${range}`)
  const installed = await installNpm([...new Set([...wanted, 'jest'])])
  if (!installed.ok) return installed
  const modules = join(installed.dir, 'node_modules')
  const inBin = (name: string): string => join(modules, '.bin', name)
  for (const [name, program] of Object.entries(OWN)) {
    rmSync(join(modules, name), { recursive: true, force: true })
    mkdirSync(join(modules, name, '..'), { recursive: true })
    symlinkSync(resolve('node_modules', name), join(modules, name), 'dir')
    const bin = inBin(name === 'typescript' ? 'tsc' : name)
    rmSync(bin, { force: true })
    if (program !== '') symlinkSync(resolve('node_modules', name, program), bin)
  }
  // A copy: jest would transform a linked folder, which is outside node_modules.
  const own = join(modules, 'scopectl')
  const isShipped = (path: string) => !/^dist\/(bin|\.cache)(\/|$)/.test(path)
  cpSync('dist', join(own, 'dist'), { recursive: true, filter: isShipped })
  cpSync('package.json', join(own, 'package.json'))
  symlinkSync(join(wrapperDir(), 'scopectl'), inBin('scopectl'))
  for (const name of EXAMPLES)
    cpSync(`examples/${name}`, join(installed.dir, name), { recursive: true })
  return installed
}

/** Replaces a text that must be in the file. @returns a function that undoes it */
export function edit(file: string, from: string, to: string): () => void {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
  writeFileSync(file, text.replace(from, to))
  return () => writeFileSync(file, text)
}
