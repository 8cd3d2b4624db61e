import type { PolicyAnswer } from '../core/export/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { exportedFolder } from './documents/export.js'
import { escapeText } from './escape.js'
import { commandLine } from './shell.js'
import type { Style } from './style.js'
import { plural } from './words/words.js'

/** The files, and the command that starts the engine. */
export function text({ folder, written, routes, start }: PolicyAnswer, style: Style): string {
  // `cd -x` would be a flag.
  const cd = commandLine(['cd', folder.startsWith('-') ? `./${folder}` : folder])
  return [
    `${style.bold(`${plural(routes, 'route')} written to ${escapeText(folder)}`)}\n`,
    ...written.map((file) => `  ${escapeText(file)}\n`),
    `${style.dim('start:')} ${cd === undefined ? '' : `${cd} && `}${start}\n`,
  ].join('')
}

export const json = ({
  engine,
  folder,
  written,
  routes,
  undecided,
  start,
}: PolicyAnswer): JsonOf<typeof exportedFolder> => ({
  engine,
  folder,
  written,
  routes,
  undecided,
  start,
})
