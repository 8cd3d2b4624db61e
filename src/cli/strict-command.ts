import { Command, CommanderError, type Option } from 'commander'
import { repeatable } from '../commands/shared-flags.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'

/**
 * A command whose mistakes are our problems, not commander's texts. The methods that commander calls for each
 * kind of mistake are not in its types, though they have not changed in years: test/cli/program.test.ts meets each.
 */
export class StrictCommand extends Command {
  readonly #seen = new Set<Option>()

  override addOption(option: Option): this {
    // Before commander's own listener, which parses the value.
    this.on(`option:${option.name()}`, (value: string | null) => this.#check(option, value))
    return super.addOption(option)
  }

  #check(option: Option, value: string | null): void {
    if (!option.required) return
    const flag = nameOf(option)
    if (this.#seen.has(option) && option.parseArg !== repeatable) fail('repeated-flag', { flag })
    this.#seen.add(option)
    // The current folder would be meant by no name.
    if (value === '' && NAMES_FILE.has(placeholder(option))) fail('empty-value', { flag })
    // commander takes the next argument whatever it is: `--user --json` would ask about a user `--json`.
    if (value !== null && this.#knows(value)) {
      fail('missing-value', { flag, value: placeholder(option), found: value })
    }
  }

  #knows(flag: string): boolean {
    return this.options.some(({ short, long }) => flag === short || flag === long)
  }

  unknownOption(arg: string): never {
    // What follows `=` may be a token.
    const [flag = arg] = arg.split('=')
    if (this.#knows(flag)) fail('unexpected-value', { flag })
    const known = this.options.flatMap(({ long }) => long ?? [])
    return fail('unknown-flag', { flag, command: shortName(this), near: nearest(flag, known) })
  }

  optionMissingArgument(option: Option): never {
    return fail('missing-value', { flag: nameOf(option), value: placeholder(option) })
  }

  missingMandatoryOptionValue(option: Option): never {
    return fail('missing-value', { flag: nameOf(option), value: placeholder(option) })
  }

  missingArgument(argument: string): never {
    return fail('missing-argument', { argument, command: shortName(this) })
  }

  _excessArguments(received: readonly string[]): never {
    const most = this.registeredArguments.length
    return fail('excess-argument', {
      argument: received[most] ?? '',
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

const NAMES_FILE: ReadonlySet<string> = new Set(['FILE', 'DOCUMENT'])

const nameOf = (option: Option): string => option.long ?? option.short ?? option.flags

const placeholder = (option: Option): string => /<(.+)>/.exec(option.flags)?.[1] ?? 'VALUE'

const shortName = (command: Command): string => command.name().replace(/^scopectl /, '')
