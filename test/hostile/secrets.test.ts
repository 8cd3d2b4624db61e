import { PUBLISHED_ROWS } from './rows/published.js'
import { SECRET_ROWS } from './rows/secrets.js'
import { runRows } from './run-rows.js'

runRows([...SECRET_ROWS, ...PUBLISHED_ROWS])
