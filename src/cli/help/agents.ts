export const text = `Using scopectl from scripts and coding agents

Ask for data, not text: \`--json\` on any command prints one document with
"kind", "version", "ok" and "exit"; what is added later does not change them.
\`scopectl help --json\` prints all commands with their flags, choices and
defaults; \`scopectl help COMMAND --json\` prints one.

Decide by the exit code: 0 yes, 3 unauthorized (401), 4 forbidden (403), 5 a
failed assertion or gate, 2 the question could not be answered, 1 a bug. Never
read 2 as a denial. To assert a denial, use --expect 403, not \`!\`.

Add --no-input: then nothing is ever asked. Diagnostics are on stderr, each as
error[CODE] with file:line:column and a hint; with --json, the first is in
"problem", and all are in its "problems". Codes are stable, sentences are not.

What a role may call, who may call a route, and why a call is denied:
  scopectl can --role editor --json
  scopectl who-can "DELETE /users/42" --json
  scopectl check --user bob --route "POST /items/" --explain --json

To change permissions, edit scopes.yaml (help files, help requirements). Then
look for mistakes, run the tests, and see who gains or loses access:
  scopectl lint
  scopectl test
  scopectl diff HEAD --json
The lock is for people: \`scopectl lock\` records access after somebody agreed.
Do not run it to make \`lock --check\` pass, and do not widen a requirement to
make a test pass.

Never print tokens or keys. Pass tokens on stdin, as env:NAME or file:PATH, not
as arguments. \`token --flaw NAME\` makes tokens that an API must refuse.
`
