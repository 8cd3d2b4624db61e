import { fail } from '../core/errors.js'
import { LOCK_NAME } from '../io/access-lock.js'
import { refuseInputs } from '../io/write-report.js'
import type { Session } from './session.js'

export interface OutputFlags {
  output?: string
  force?: boolean
}

/**
 * Where `-o FILE` puts what would be printed; `-` is stdout.
 *
 * @throws ScopectlError `flag-needs` for --force alone, `report-over-input` for a file that the run reads
 */
export function outputFile(
  { output, force = false }: OutputFlags,
  format: string,
  { files, loaded, ctx }: Pick<Session, 'files' | 'loaded' | 'ctx'>,
) {
  if (force && output === undefined) fail('flag-needs', { flag: '--force', needs: '-o FILE' })
  if (output === undefined || output === '-') return undefined
  refuseInputs([output], [files.catalog, files.users, `${loaded.folder}/${LOCK_NAME}`], ctx.cwd)
  return { file: output, format, force }
}
