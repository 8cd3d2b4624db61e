import { graphCatalog } from './graph.js'
import { folderOf, scopectl } from './world.js'

/** The command, which must end with 5: the suite is not complete. */
const failing = (run) => ({
  ...run,
  command: ['bash', '-c', '"$@"; [ $? = 5 ]', '-', ...run.command],
})

/** What holds for every token, of catalogs of the size of Microsoft Graph's as JSON. */
export function* rows() {
  const older = graphCatalog()
  const newer = structuredClone(older)
  for (const [i, [name, needs]] of Object.entries(newer.routes).entries()) {
    if (i % 200 === 0) needs.any.pop()
    if (i % 300 === 0) {
      delete newer.routes[name]
      newer.routes[`${name}/new`] = needs
    }
  }
  const small = {
    tests: [{ as: { role: 'role-1' }, allow: Object.keys(older.routes).slice(0, 1) }],
  }
  const cwd = folderOf({
    'scopes.json': JSON.stringify(older),
    'next.json': JSON.stringify(newer),
    'scopes.test.json': JSON.stringify(small),
  })
  const than = 'can -q'
  const against = scopectl(cwd, ['can', '-q', '--anonymous'])
  const row = { than, against, rounds: 5, batch: 1 }
  const diff = ['diff', 'scopes.json', 'next.json', '--any-token', '-q']
  yield {
    what: 'diff --any-token, 10,864 routes',
    run: scopectl(cwd, diff),
    ...row,
    goal: '< 1.5 s',
  }
  const test = ['test', '--complete', '-q']
  yield {
    what: 'test --complete, 10,864 routes',
    run: failing(scopectl(cwd, test)),
    ...row,
    goal: '< 1.5 s',
  }
  const prove = [
    'prove',
    'DELETE /users/*/messages/* needs users.messages.ReadWrite or users.messages.Manage',
    '-q',
  ]
  yield { what: 'prove, 10,864 routes', run: scopectl(cwd, prove), ...row, goal: '< 0.5 s' }
  for (const form of ['--no-fold', '--fold']) {
    const run = scopectl(cwd, ['lock', form, '-q'])
    yield { what: `lock ${form}, 10,864 routes x 40 roles`, run, ...row, goal: '< 1.5 s, 400 MB' }
  }
  const run = scopectl(cwd, ['lock', '--check', '-q'])
  yield { what: 'lock --check, folded', run, ...row, goal: '< 1.5 s, 400 MB' }
}
