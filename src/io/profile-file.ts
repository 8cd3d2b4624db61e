import { resolve } from 'node:path'
import { parseProfile } from '../core/as-server/parse.js'
import type { Profile } from '../core/as-server/schema.js'
import type { Server } from '../core/as-server/servers.js'
import type { Draft } from '../core/init/draft.js'
import { display, readSource } from './catalog-file.js'
import type { Context } from './context.js'
import { writeNew } from './write-file.js'
import { writeYaml } from './write-yaml.js'

/** A server whose table is in a file; its name is that of the file. */
export function readServer(file: string, ctx: Context): Server {
  const path = resolve(ctx.cwd, file)
  return { name: display(path, ctx.cwd), profile: parseProfile(readSource(path, ctx)) }
}

/**
 * Writes a server's table, as JSON if the name of the file says so, otherwise as YAML. The same table gives the same text.
 * @returns the file, for messages
 * @throws ScopectlError `file-exists`, `file-unwritable`
 */
export function writeProfile(
  file: string,
  profile: Profile,
  { ctx, force }: { readonly ctx: Context; readonly force: boolean },
): string {
  const path = resolve(ctx.cwd, file)
  const shown = display(path, ctx.cwd)
  writeNew(path, profileText(file, profile), 0o644, { force, shown })
  return shown
}

function profileText(file: string, profile: Profile): string {
  const value = profile as unknown as Draft['value']
  if (file.endsWith('.json')) return `${JSON.stringify(value, null, 2)}\n`
  const head = ' What a server accepts, learned from its answers.'
  return writeYaml({ head, value, inline: ['scopes/readers/*', 'answers/*'], comments: [] })
}
