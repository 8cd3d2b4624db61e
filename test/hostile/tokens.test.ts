import { ANY_INPUT_ROWS } from './rows/any-input.js'
import { KEY_ROWS } from './rows/keys.js'
import { RAW_SECRET_ROWS } from './rows/raw-secret.js'
import { SIGNATURE_ROWS } from './rows/signature.js'
import { CLAIM_ROWS } from './rows/token-claims.js'
import { FORM_ROWS } from './rows/token-form.js'
import { HEADER_ROWS } from './rows/token-header.js'
import { TIME_ROWS } from './rows/token-times.js'
import { runRows } from './run-rows.js'

runRows([
  ...FORM_ROWS,
  ...SIGNATURE_ROWS,
  ...HEADER_ROWS,
  ...TIME_ROWS,
  ...CLAIM_ROWS,
  ...KEY_ROWS,
  ...RAW_SECRET_ROWS,
  ...ANY_INPUT_ROWS,
])
