import { FILE_ROWS } from './rows/files.js'
import { YAML_ROWS } from './rows/yaml.js'
import { VALUE_ROWS } from './rows/yaml-values.js'
import { runRows } from './run-rows.js'

runRows([...YAML_ROWS, ...VALUE_ROWS, ...FILE_ROWS])
