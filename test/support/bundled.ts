import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { tempDir } from './temp-dir.js'

/**
 * A script that imports the source as `./src/…`, made into one file that a process or thread of its own can run.
 * @returns the path of that file
 */
export async function bundled(script: string): Promise<string> {
  const dir = tempDir({ 'script.ts': script.replaceAll("'./src/", `'${process.cwd()}/src/`) })
  const build = await rolldown({ input: join(dir, 'script.ts'), platform: 'node' })
  const file = join(dir, 'bundle.mjs')
  await build.write({ file, format: 'esm', codeSplitting: false })
  return file
}
