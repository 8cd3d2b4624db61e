import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { tempDir } from './temp-dir.js'

/**
 * Bundles a script that imports the source as `./src/…` into one file that a separate process or thread can run.
 * @returns the path of that file
 */
export async function bundled(script: string): Promise<string> {
  const dir = tempDir({ 'script.ts': script.replaceAll("'./src/", `'${process.cwd()}/src/`) })
  const build = await rolldown({ input: join(dir, 'script.ts'), platform: 'node' })
  const file = join(dir, 'bundle.mjs')
  await build.write({ file, format: 'esm', codeSplitting: false })
  return file
}
