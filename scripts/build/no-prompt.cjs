// Replaces the kinds of prompts that scopectl does not use: see left-out.js.
module.exports.default = () => {
  throw new Error('this kind of prompt is left out of the build')
}
