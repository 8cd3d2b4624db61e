import { Command, CommanderError, type Option } from 'commander'
import { repeatable } from '../commands/shared-flags.js'
import { type Flags, looksLikeFlag, type Part, readLine } from '../core/command-line/line.js'
import { fail } from '../core/errors.js'
import { unknownFlag } from './unknown-flag.js'

/**
 * A command that reports mistakes as our problems instead of commander's texts: `check` finds mistakes in the line
 * before it is parsed. The methods that commander calls for the others are not in its types, but they have not
 * changed in years: test/cli/program.test.ts tests each.
 */
export class StrictCommand extends Command {
  /** The parts of a line, unchecked. */
  read(argv: readonly string[]): readonly Part[] {
    return [...readLine(argv, this.flags)]
  }

  /** All flags, short and long, and whether each takes a value. */
  get flags(): Flags {
    return new Map(
      this.options.flatMap(({ short, long, required }) =>
        [short, long].flatMap((name): [string, boolean][] => (name ? [[name, required]] : [])),
      ),
    )
  }

  /** @throws ScopectlError for an unknown flag, a missing, unexpected or empty value, and a flag given twice */
  check(parts: readonly Part[]): void {
    const seen = new Set<Option>()
    let operands = 0
    for (const part of parts) {
      if (part.is === 'operand') {
        if (part.text === '') fail('empty-argument', { argument: this.#argumentAt(operands) })
        operands++
        continue
      }
      const option = this.options.find(
        ({ short, long }) => part.flag === short || part.flag === long,
      )
      if (!option) {
        const known = this.options.flatMap(({ long }) => long ?? [])
        unknownFlag(part.flag, shortName(this), known)
      }
      if (part.is === 'unknown') fail('unexpected-value', { flag: part.flag })
      if (!option.required) continue
      checkValue(option, part)
      if (seen.has(option) && option.parseArg !== repeatable)
        fail('repeated-flag', { flag: nameOf(option) })
      seen.add(option)
    }
  }

  /** The name of the argument at a position; undefined if the command takes fewer. */
  #argumentAt(position: number): string | undefined {
    const all = this.registeredArguments
    const last = all.at(-1)
    return (all[position] ?? (last?.variadic ? last : undefined))?.name()
  }

  missingArgument(argument: string): never {
    return fail('missing-argument', { argument, command: shortName(this) })
  }

  _excessArguments(received: readonly string[]): never {
    const most = this.registeredArguments.length
    return fail('excess-argument', {
      // `Bearer TOKEN` without quotes: a token is never repeated.
      argument: /\bbearer$/i.test(received[most - 1] ?? '') ? undefined : received[most],
      command: shortName(this),
      most,
    })
  }

  _conflictingOption(option: Option, other: Option): never {
    return fail('conflicting-flags', { flags: [nameOf(option), nameOf(other)] })
  }

  override error(message: string, options?: { exitCode?: number; code?: string }): never {
    throw new CommanderError(options?.exitCode ?? 1, options?.code ?? '', message)
  }
}

function checkValue(option: Option, { value, attached }: Part & { is: 'flag' }): void {
  const flag = nameOf(option)
  if (value === undefined) fail('missing-value', { flag, value: placeholder(option) })
  // commander takes any next argument: `--need -h` would check for a scope `-h`.
  if (!attached && looksLikeFlag(value)) {
    const [found = value] = value.split('=')
    fail('missing-value', { flag, value: placeholder(option), found })
  }
  // Nobody types `--user ""`: a shell makes it of a variable that is not set.
  if (value === '') fail('empty-value', { flag })
}

const nameOf = (option: Option): string => option.long ?? option.short ?? option.flags

const placeholder = (option: Option): string => /<(.+)>/.exec(option.flags)?.[1] ?? 'VALUE'

const shortName = (command: Command): string => command.name().replace(/^scopectl /, '')
