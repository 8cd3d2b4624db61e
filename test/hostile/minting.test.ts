import { MINTING_ROWS } from './rows/minting.js'
import { MINTING_KEY_ROWS } from './rows/minting-keys.js'
import { runRows } from './run-rows.js'

runRows([...MINTING_ROWS, ...MINTING_KEY_ROWS])
