import type { Platform } from '../../../core/platforms.ts'
import { differences, impossible } from './differences.ts'
import { scenarios } from './scenarios.ts'

/** Those that the scenarios run on, in the order of the README. */
export const platforms: readonly { platform: Platform; name: string }[] = [
  { platform: 'slack', name: 'Slack' },
  { platform: 'discord', name: 'Discord' },
  { platform: 'web', name: 'Web' },
]

const reasons = (): string[] => [...new Set([...differences, ...impossible].map(({ reason }) => reason))]

const cellOf = (platform: Platform, key: string): string => {
  const about = <T extends { platform: Platform; scenarios: string[] }>(all: readonly T[]): T[] =>
    all.filter((one) => one.platform === platform && one.scenarios.includes(key))
  const own = [...about(differences), ...about(impossible)]
  const numbers = [...new Set(own.map(({ reason }) => reasons().indexOf(reason) + 1))].sort((a, b) => a - b)
  return [about(impossible).length > 0 ? '–' : '✓', ...numbers.map((number) => `(${number})`)].join(' ')
}

/** What people do, where it is the same, and what differs on purpose: the README's table. */
export const parityTable = (): string => {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const lines = [
    row(['What people do', ...platforms.map(({ name }) => name)]),
    row(['---', ...platforms.map(() => '---')]),
    ...scenarios.map(({ key, title }) =>
      row([title, ...platforms.map(({ platform }) => cellOf(platform, key))]),
    ),
  ]
  return [
    ...lines,
    '',
    ...reasons().map((reason, at) => `${at + 1}. ${reason[0]!.toUpperCase()}${reason.slice(1)}.`),
  ].join('\n')
}

/** `npm run --silent parity` prints it. */
if (import.meta.main) process.stdout.write(`${parityTable()}\n`)
