import { GIT_ROWS } from './rows/git.js'
import { KEYWORD_ROWS } from './rows/keyword.js'
import { PATTERN_ROWS } from './rows/patterns.js'
import { runRows } from './run-rows.js'

runRows([...GIT_ROWS, ...KEYWORD_ROWS, ...PATTERN_ROWS])
