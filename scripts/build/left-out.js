import { resolve } from 'node:path'

/** Modules that scopectl does not need. Each is replaced for one library alone. */
const REPLACED = [
  // For subcommands that are separate programs; loading it takes 2 ms.
  { id: 'node:child_process', of: '/commander/', by: 'scripts/build/no-child-process.js' },
  // The prompts that src/io/prompt.ts does not use. The one that opens an editor has 0.5 MB of character sets.
  ...['editor', 'expand', 'number', 'rawlist', 'search'].map((kind) => ({
    id: `@inquirer/${kind}`,
    of: '/@inquirer/prompts/',
    by: 'scripts/build/no-prompt.cjs',
  })),
  // The same HTTP parser twice, 70 kB each: the one without SIMD runs on every processor.
  {
    id: '../llhttp/llhttp_simd-wasm.js',
    of: '/undici/',
    by: 'node_modules/undici/lib/llhttp/llhttp-wasm.js',
  },
]

export const leftOut = {
  name: 'left out',
  /** @type {import('rolldown').Plugin['resolveId']} */
  resolveId(id, importer) {
    const found = REPLACED.find(
      (one) => one.id === id && importer?.includes(`/node_modules${one.of}`),
    )
    return found && resolve(found.by)
  },
}
