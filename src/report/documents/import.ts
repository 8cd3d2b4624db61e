import * as v from 'valibot'
import { count, text, textOrNull } from './dsl.js'
import { draftedCatalog, importFinding } from './openapi.js'

export const importedSource = v.object({
  source: text('What the document is: the second word of the command.'),
  document: text('The document that was read.'),
  format: text('Its format in words.'),
  summary: v.object({
    scopes: v.number(),
    roles: v.number(),
    routes: v.number(),
    undecided: count('The routes among them that are undecided.'),
    left_out: count('The entries of `left_out`.'),
  }),
  left_out: v.pipe(
    v.array(
      v.object({
        what: text('A stable code for what it is, and thereby why it was left out.'),
        name: text('Its name in the document.'),
        place: textOrNull('Its position: `file:line:column`.'),
      }),
    ),
    v.description('What was not carried over, by name.'),
  ),
  findings: v.pipe(v.array(importFinding), v.description('The full lists behind the other notes.')),
  ...draftedCatalog,
})
