/** One part of a command line. `end` is the index of the next argument. */
export type Part =
  | {
      readonly is: 'flag'
      /** As written: `--user`, `-c`. */
      readonly flag: string
      /** Undefined if the flag takes none, or the line ends before it. */
      readonly value: string | undefined
      /** The value is part of the same argument: `--user=bob`, `-cFILE`. */
      readonly attached: boolean
      readonly end: number
    }
  | { readonly is: 'unknown'; readonly flag: string; readonly end: number }
  | {
      readonly is: 'operand'
      readonly text: string
      /** It comes after `--`. */
      readonly literal: boolean
      readonly end: number
    }

/** All known flags, short and long, and whether each takes a value. */
export type Flags = ReadonlyMap<string, boolean>

/**
 * Splits a command line into flags, values and operands. commander does this, too (test/core/command-line/line.test.ts compares
 * the two), but stops at the first mistake, and does not distinguish `--user -h` from `--user=-h`.
 */
export function* readLine(argv: readonly string[], flags: Flags): Generator<Part> {
  for (let i = 0; i < argv.length; ) {
    const arg = argv[i++] ?? ''
    if (arg === '--') {
      for (; i < argv.length; i++)
        yield { is: 'operand', text: argv[i] ?? '', literal: true, end: i + 1 }
    } else if (!looksLikeFlag(arg)) {
      yield { is: 'operand', text: arg, literal: false, end: i }
    } else {
      for (const { flag, attached } of flagsIn(arg, flags)) {
        const takesValue = flags.get(flag)
        const isSeparate = takesValue === true && attached === undefined
        const value = isSeparate ? argv[i++] : attached
        if (takesValue === undefined || (!takesValue && value !== undefined))
          yield { is: 'unknown', flag, end: i }
        else yield { is: 'flag', flag, value, attached: attached !== undefined, end: i }
      }
    }
  }
}

/** Not `-`, which is stdin, and not a negative number. */
export const looksLikeFlag = (arg: string): boolean =>
  arg.startsWith('-') && arg !== '-' && !/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)

/** The flags of one argument: `--long`, `--long=value`, `-s`, `-svalue`, or several short ones, `-qv`. */
function flagsIn(arg: string, flags: Flags): { flag: string; attached?: string }[] {
  if (arg.startsWith('--')) {
    const at = arg.indexOf('=')
    return at < 0 ? [{ flag: arg }] : [{ flag: arg.slice(0, at), attached: arg.slice(at + 1) }]
  }
  const [flag, rest] = [arg.slice(0, 2), arg.slice(2)]
  if (rest === '') return [{ flag }]
  // `-check` is not the catalog `heck`: a dash is missing.
  const [name = arg] = arg.split('=')
  if (flags.has(`-${name}`)) return [{ flag: name }]
  if (flags.get(flag)) return [{ flag, attached: rest }]
  return flags.has(flag) ? [{ flag }, ...flagsIn(`-${rest}`, flags)] : [{ flag }]
}
