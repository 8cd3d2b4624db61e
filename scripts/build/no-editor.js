// Replaces @inquirer/external-editor for inquirer's editor prompt, which scopectl does not use: see left-out.js.
export function editAsync() {
  throw new Error('no editor')
}
