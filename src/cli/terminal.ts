import type { Look } from '../report/style.js'
import type { OutputStream } from './sink.js'

export type Env = Readonly<Record<string, string | undefined>>

/** What a stream can show. `--no-color` and NO_COLOR override FORCE_COLOR, which overrides the kind of stream. */
export const lookOf = (stream: OutputStream, env: Env, color: boolean): Look => ({
  color: color && wantsColor(stream, env),
  utf8: isUtf8(env),
  columns: stream.columns,
})

/** Whether a line can be overwritten: a CI log may look like a terminal, but keeps everything. */
export const isScreen = (stream: OutputStream, env: Env): boolean =>
  stream.isTTY === true && env['TERM'] !== 'dumb' && !env['CI']

/** Whether output is read as it comes. */
export const isWatched = (outside: {
  readonly env: Env
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}): boolean => {
  const { env, stdout, stderr } = outside
  return isScreen(stdout, env) && isScreen(stderr, env)
}

function wantsColor(stream: OutputStream, env: Env): boolean {
  if (env['NO_COLOR']) return false
  const force = env['FORCE_COLOR']
  if (force !== undefined) return force !== '0' && force !== 'false'
  return stream.isTTY === true && env['TERM'] !== 'dumb'
}

/** As in POSIX: the first of the three that is set and not empty. Windows has none, but its newer terminals identify themselves. */
function isUtf8(env: Env): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG']
  if (locale) return /utf-?8/i.test(locale)
  return Boolean(env['WT_SESSION'])
}
