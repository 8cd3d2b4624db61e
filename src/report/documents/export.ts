import * as v from 'valibot'
import { list, text } from './dsl.js'

export const exportedFolder = v.object({
  engine: text('The last word of the command.'),
  folder: text('The folder that was written.'),
  written: list('The files in it.'),
  routes: v.number(),
  undecided: list('The routes without a decision: the engine denies them.'),
  start: text('The command that starts the engine, in the folder.'),
})
