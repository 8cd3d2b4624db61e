// What scopectl uses of yaml; the build fails if src imports another name. build.js knows what `yaml-itself` is.
export {
  Composer,
  Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  parseDocument,
  visit,
} from 'yaml-itself'
