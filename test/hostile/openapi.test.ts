import { OPENAPI_ROWS } from './rows/openapi.js'
import { DOCUMENT_ROWS } from './rows/openapi-documents.js'
import { REFERENCE_ROWS } from './rows/openapi-references.js'
import { runRows } from './run-rows.js'

runRows([...OPENAPI_ROWS, ...REFERENCE_ROWS, ...DOCUMENT_ROWS])
