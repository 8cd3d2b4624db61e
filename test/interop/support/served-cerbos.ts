import { join } from 'node:path'
import { askCerbos, runCerbos } from './cerbos.js'
import { servedCatalog } from './served-catalog.js'

/** The exported folder in `cerbos server`, with the keys of a running `scopectl serve`. */
export async function servedCerbos(program: string) {
  const { cwd, cli } = await servedCatalog()
  const printed = await cli('export', 'cerbos', 'policy', '--leeway', '30s')
  const folder = join(cwd, 'policy')
  const { origin } = await runCerbos(program, folder)
  const decide = async (method: string, target: string, token?: string): Promise<unknown> =>
    (await askCerbos(origin, [{ who: '', method, target, token }]))[0]
  return { cli, decide, folder, printed }
}
