/** Words that other tools use. They are no aliases (one name for one thing): what is said is the line to type. */
export const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['mint', 'scopectl token --user NAME'],
  ['issue', 'scopectl token --user NAME'],
  ['sign', 'scopectl token --user NAME'],
  ['can-i', 'scopectl check --user NAME --route "METHOD PATH"'],
  [
    'validate',
    'scopectl verify --token env:TOKEN, or scopectl check --token env:TOKEN --route "METHOD PATH"',
  ],
  ['why', 'scopectl check --user NAME --route "METHOD PATH" --explain'],
])
