import { MINTING_ROWS } from './rows/minting.js'
import { MINTING_ISSUER_ROWS } from './rows/minting-issuers.js'
import { MINTING_KEY_ROWS } from './rows/minting-keys.js'
import { MINTING_LOG_ROWS } from './rows/minting-logs.js'
import { runRows } from './run-rows.js'

runRows([...MINTING_ROWS, ...MINTING_KEY_ROWS, ...MINTING_LOG_ROWS, ...MINTING_ISSUER_ROWS])
