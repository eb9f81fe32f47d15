import type { ReportDocument, ReportTable } from '../exports/report-document.ts'
import type { CellKind, OwnKind, SheetColumn } from '../exports/workbook.ts'
import { translate } from '../locales/translate.ts'
import type { TenantReport } from './tenant-report.ts'
import type { Said, Spent } from './tenant-stats.ts'

type Say = (key: string, values?: Record<string, unknown>) => string
type Row = ReportTable['rows'][number]

const usd = (nanoUsd: number | null): number | null => (nanoUsd === null ? null : nanoUsd / 1e9)
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Whose figures of money are wanted, and the words. */
interface Telling {
  say: Say
  report: TenantReport
}

const column = (say: Say, key: string, kind: CellKind, width: number): SheetColumn => ({
  header: say(`column.${key}`), key, width, kind,
}) // biome-ignore format: one column

const money = ({ report }: Telling, columns: SheetColumn[]): SheetColumn[] =>
  report.seesMoney ? columns : []

/** What each measure is called and where it stands; those of money are for who may see it. */
const measures: { key: keyof (Said & Spent); kind: CellKind; isMoney?: true }[] = [
  { key: 'conversations', kind: 'number' },
  { key: 'questions', kind: 'number' },
  { key: 'messages', kind: 'number' },
  { key: 'activeUsers', kind: 'number' },
  { key: 'up', kind: 'number' },
  { key: 'down', kind: 'number' },
  { key: 'requests', kind: 'number' },
  { key: 'calls', kind: 'number' },
  { key: 'tokens', kind: 'number' },
  { key: 'costNanoUsd', kind: 'money', isMoney: true },
  { key: 'unknownCostCalls', kind: 'number', isMoney: true },
]

const tellSummary = ({ say, report }: Telling): ReportTable => {
  const { totals } = report.stats
  const earlier = report.before.totals
  const rows = measures
    .filter(({ isMoney }) => !isMoney || report.seesMoney)
    .map(({ key, kind }) => {
      const shown = (value: number | null): OwnKind => ({
        value: kind === 'money' ? usd(value) : value,
        kind,
      })
      const [now, then] = [totals[key] ?? 0, earlier[key] ?? 0]
      return {
        measure: say(`measure.${key}`), now: shown(now), before: shown(then), change: then === 0 ? null : now / then - 1,
      } // biome-ignore format: one row
    })
  const columns = [
    column(say, 'measure', 'text', 34),
    column(say, 'now', 'number', 16),
    column(say, 'before', 'number', 16),
    column(say, 'change', 'percent', 12),
  ]
  return { name: say('sheet.summary'), title: say('title.summary'), columns, rows }
}

const tellQuota = (telling: Telling): ReportTable => {
  const { say, report } = telling
  const { monthlyRequests, monthlyBudgetUsd, months } = report.stats.quota
  const rows = months.map(({ month, requests, costNanoUsd }) => ({
    month,
    requests,
    limit: monthlyRequests,
    used: monthlyRequests === null ? null : share(requests, monthlyRequests),
    cost: usd(costNanoUsd),
    budget: monthlyBudgetUsd,
    spent: monthlyBudgetUsd === null ? null : share(usd(costNanoUsd) ?? 0, monthlyBudgetUsd),
  }))
  const columns = [
    column(say, 'month', 'text', 12),
    column(say, 'requests', 'number', 13),
    column(say, 'limit', 'number', 13),
    column(say, 'used', 'percent', 10),
    ...money(telling, [
      column(say, 'cost', 'money', 14),
      column(say, 'budget', 'money', 14),
      column(say, 'spent', 'percent', 10),
    ]),
  ]
  return { name: say('sheet.quota'), title: say('title.quota'), columns, rows, note: say('note.quota') }
}

const tellDays = (telling: Telling): ReportTable => {
  const { say, report } = telling
  const columns = [
    column(say, 'day', 'date', 14),
    column(say, 'conversations', 'number', 14),
    column(say, 'questions', 'number', 12),
    column(say, 'activeUsers', 'number', 12),
    column(say, 'requests', 'number', 13),
    column(say, 'tokens', 'number', 12),
    ...money(telling, [column(say, 'cost', 'money', 12)]),
  ]
  const rows = report.stats.days.map(({ costNanoUsd, ...day }) => ({ ...day, cost: usd(costNanoUsd) }))
  return { name: say('sheet.days'), title: say('title.days'), columns, rows }
}

const tellStages = ({ say, report }: Telling): ReportTable => {
  const { stages } = report.stats
  const all = Object.values(stages).reduce((sum, count) => sum + count, 0)
  const rows = Object.entries(stages)
    .sort(([, a], [, b]) => b - a)
    .map(([stage, count]) => ({ stage: say(`stage.${stage}`), answers: count, share: share(count, all) }))
  const columns = [
    column(say, 'stage', 'text', 44),
    column(say, 'answers', 'number', 12),
    column(say, 'share', 'percent', 12),
  ]
  return { name: say('sheet.stages'), title: say('title.stages'), columns, rows }
}

const spentRow = ({ costNanoUsd, ...spent }: Spent): Row => ({
  calls: spent.calls, requests: spent.requests, tokens: spent.tokens, cost: usd(costNanoUsd), unknown: spent.unknownCostCalls,
}) // biome-ignore format: one row

const spentColumns = (telling: Telling): SheetColumn[] => [
  column(telling.say, 'requests', 'number', 13),
  column(telling.say, 'calls', 'number', 12),
  column(telling.say, 'tokens', 'number', 14),
  ...money(telling, [column(telling.say, 'cost', 'money', 14), column(telling.say, 'unknown', 'number', 14)]),
]

const tellModels = (telling: Telling): ReportTable => {
  const { say, report } = telling
  const rows = report.stats.models.map(({ llm, ...spent }) => ({ model: llm, ...spentRow(spent) }))
  const columns = [column(say, 'model', 'text', 30), ...spentColumns(telling)]
  return { name: say('sheet.models'), title: say('title.models'), columns, rows }
}

const tellAssistants = (telling: Telling): ReportTable => {
  const { say, report } = telling
  const columns = [
    column(say, 'assistant', 'text', 30),
    column(say, 'conversations', 'number', 14),
    column(say, 'questions', 'number', 12),
    column(say, 'activeUsers', 'number', 12),
    column(say, 'up', 'number', 11),
    column(say, 'down', 'number', 11),
    ...money(telling, [column(say, 'cost', 'money', 12)]),
  ]
  const rows = report.stats.assistants.map(({ id: _, name, costNanoUsd, ...one }) => ({
    ...one, assistant: name ?? say('deleted'), cost: usd(costNanoUsd),
  })) // biome-ignore format: one row
  return { name: say('sheet.assistants'), title: say('title.assistants'), columns, rows }
}

const tellWhose = (telling: Telling, whose: 'services' | 'members'): ReportTable => {
  const { say, report } = telling
  const rows = report.stats[whose].map(({ id, name, ...spent }) => ({
    name: id === null ? say(`nobody.${whose}`) : (name ?? say('deleted')), ...spentRow(spent),
  })) // biome-ignore format: one row
  const columns = [column(say, 'name', 'text', 30), ...spentColumns(telling)]
  return {
    name: say(`sheet.${whose}`),
    title: say(`title.${whose}`),
    columns,
    rows,
    note: say(`note.${whose}`),
  }
}

const defined = [
  'conversations',
  'questions',
  'activeUsers',
  'requests',
  'calls',
  'costNanoUsd',
  'deleted',
  'days',
]

const tellDefinitions = ({ say, report }: Telling): ReportTable => ({
  name: say('sheet.definitions'),
  title: say('title.definitions'),
  columns: [column(say, 'term', 'text', 30), column(say, 'meaning', 'text', 90)],
  rows: defined
    .filter((key) => key !== 'costNanoUsd' || report.seesMoney)
    .map((key) => ({
      term: say(`measure.${key}`),
      meaning: say(`meaning.${key}`, { zone: report.tenant.timeZone }),
    })),
})

/** A tenant's report in the words of its reader. */
export const tellTenantReport = (report: TenantReport, locale: 'fr' | 'en'): ReportDocument => {
  const say: Say = (key, values) => translate(locale, `report:${key}`, values)
  const telling = { say, report }
  const { tenant, stats, before, madeAt } = report
  const region = locale === 'fr' ? 'fr-FR' : 'en-GB'
  const dayFormat = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' })
  const dayText = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`))
  const span = ({ from, to }: { from: string; to: string }): string =>
    say('span', { from: dayText(from), to: dayText(to) })
  const { timeZone } = tenant
  const made = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
    madeAt,
  )
  const { storage, assistants, datasets, users } = stats.stands
  const most = Math.max(0, ...stats.days.map(({ questions }) => questions))
  return {
    locale,
    timeZone,
    title: tenant.name,
    subtitle: say('subtitle', { span: span(stats) }),
    factsName: say('sheet.facts'),
    facts: [
      [say('fact.workspace'), `${tenant.name} (${tenant.clientId})`],
      [say('fact.span'), span(stats)],
      [say('fact.before'), span(before)],
      [say('fact.zone'), timeZone],
      [say('fact.made'), made],
      [say('fact.users'), new Intl.NumberFormat(region).format(users)],
      [say('fact.assistants'), say('fact.assistants_value', { assistants, datasets })],
      [
        say('fact.storage'),
        say('fact.storage_value', { used: storage.usedBytes, limit: storage.limitBytes }),
      ],
    ],
    bars: {
      title: say('bars', { most }),
      alt: say('bars', { most }),
      bars: stats.days.map(({ day, questions }) => ({ label: dayText(day), value: questions })),
    },
    tables: [
      tellSummary(telling),
      tellQuota(telling),
      tellStages(telling),
      tellModels(telling),
      tellAssistants(telling),
      tellWhose(telling, 'services'),
      tellWhose(telling, 'members'),
      tellDays(telling),
      tellDefinitions(telling),
    ],
    foot: say('foot', { tenant: tenant.name, made }),
    nothing: say('nothing'),
  }
}

/** Of a file that holds the report. */
export const reportFileName = ({ tenant, month, stats }: TenantReport, ending: string): string =>
  `sextant-${tenant.clientId}-${month ?? `${stats.from}-${stats.to}`}.${ending}`
