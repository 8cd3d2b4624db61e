import { resolve } from 'node:path'
import type { Context } from '../context.js'
import { readText } from '../read-file.js'
import { writeReport } from '../write-report.js'

/** The longest record that is read, in bytes. */
const LIMIT = 200_000_000

export const readRecordFile = (file: string, { cwd }: Context): string =>
  readText(resolve(cwd, file), file, '--compare', LIMIT)

export const writeRecordFile = (file: string, text: string, { cwd }: Context): void =>
  writeReport(resolve(cwd, file), text, file)
