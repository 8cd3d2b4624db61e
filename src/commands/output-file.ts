import { LOCK_NAME } from '../io/access-lock.js'
import { refuseInputs } from '../io/write-report.js'
import type { Session } from './session.js'

export interface OutputFlags {
  output?: string
}

/**
 * Where `-o FILE` puts what would be printed; `-` is stdout. An earlier file is replaced, as by every report.
 *
 * @throws ScopectlError `report-over-input` for a file that the run reads
 */
export function outputFile(
  { output }: OutputFlags,
  format: string,
  { files, loaded, ctx }: Pick<Session, 'files' | 'loaded' | 'ctx'>,
) {
  if (output === undefined || output === '-') return undefined
  refuseInputs([output], [files.catalog, files.users, `${loaded.folder}/${LOCK_NAME}`], ctx.cwd)
  return { file: output, format }
}
