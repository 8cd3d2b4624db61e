import type { Command } from 'commander'
import type { WhoCanAnswer } from '../core/answer.js'
import { holdersOf } from '../core/decision/access.js'
import { fail } from '../core/errors.js'
import type { CommandModule } from './command.js'
import { readGoal } from './goal.js'
import { openSession } from './session.js'
import { type GlobalOptions, type GoalOptions, withGlobals, withGoal } from './shared-flags.js'

type WhoCanOptions = GlobalOptions & GoalOptions

export const command = {
  about:
    'Every user, client and role that may, each with the grant by which. Disabled ones may nothing.\nCSV has a line for each: who, route, decision, via, since.',
  examples: ['who-can "DELETE /users/{id}"', 'who-can --need users:delete --json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withGoal(command.argument('[ROUTE]', 'a method and a path: same as --route')),
      formats,
    ),
  run(args, raw, ctx): WhoCanAnswer {
    const options = raw as WhoCanOptions
    const [route] = args
    if (route !== undefined && options.route !== undefined) {
      fail('conflicting-flags', { flags: ['ROUTE', '--route'] })
    }
    const { catalog, users, files, notes } = openSession(options, ctx)
    const goal = route === undefined ? options : { ...options, route }
    const question = readGoal(goal, catalog) ?? fail('goal-missing', { flags: [] })
    const { requirement } = question
    const isPublic = requirement.level === 'public'
    return {
      kind: 'who-can',
      outcome: 'yes',
      goal: question.route?.name ?? (options.need ?? []).join(options.any ? ' or ' : ' '),
      route: question.route,
      also: question.also ?? [],
      requirement,
      anybody: isPublic,
      anyToken: requirement.level === 'authenticated',
      holders: isPublic ? [] : holdersOf(catalog, users, question),
      catalog,
      users,
      notes: [...notes, ...question.notes],
      files,
    }
  },
} satisfies CommandModule
