import { createRequire } from 'node:module'
import type { ReportBars, ReportDocument, ReportTable } from './report-document.ts'
import type { CellKind, CellValue, OwnKind, SheetColumn } from './workbook.ts'

const require = createRequire(import.meta.url)
const fontFile = (weight: string): string =>
  require.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`)

interface PdfMake {
  setFonts(fonts: Record<string, Record<string, string>>): void
  setUrlAccessPolicy(mayFetch: (url: string) => boolean): void
  setLocalAccessPolicy(mayRead: (path: string) => boolean): void
  createPdf(document: unknown): { getBuffer(): Promise<Buffer> }
}

const openPdfMake = async (): Promise<PdfMake> => {
  // Loaded by who needs it: it is large.
  // @ts-expect-error it has no types
  const { default: pdfmake } = (await import('pdfmake')) as { default: PdfMake }
  const [normal, bold] = [fontFile('400Regular'), fontFile('600SemiBold')]
  pdfmake.setFonts({ Inter: { normal, bold, italics: normal, bolditalics: bold } })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold)
  return pdfmake
}

const paint = {
  ink: '#141b2d',
  muted: '#5a6072',
  line: '#dfdcd0',
  head: '#334155',
  zebra: '#f6f5f0',
  bar: '#2f4b8f',
}
/** A4 without its margins, in points. */
const [margin, width] = [40, 515]

const regions = { fr: 'fr-FR', en: 'en-GB' }

const openFormat = ({ locale, timeZone }: ReportDocument) => {
  const region = regions[locale]
  const number = new Intl.NumberFormat(region, { maximumFractionDigits: 2 })
  const moneyOf = (digits: number) =>
    new Intl.NumberFormat(region, {
      style: 'currency', currency: 'USD', minimumFractionDigits: digits, maximumFractionDigits: digits,
    }) // biome-ignore format: one format
  const [coarse, fine] = [moneyOf(2), moneyOf(4)]
  // A question costs parts of a cent.
  const money = (usd: number): string => (usd === 0 || usd >= 1 ? coarse : fine).format(usd)
  const percent = new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 1 })
  const day = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeZone: 'UTC' })
  const time = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return (value: CellValue, kind: CellKind): string => {
    if (value === null) return '–'
    if (value instanceof Date) return time.format(value)
    if (typeof value === 'number')
      return kind === 'money'
        ? money(value)
        : kind === 'percent'
          ? percent.format(value)
          : number.format(value)
    return kind === 'date' ? day.format(new Date(`${value}T00:00:00Z`)) : String(value)
  }
}

/** What cannot be drawn, or turns round what stands beside it; and a place to break where a word has none. */
const drawn = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Co}]+/gu, ' ')
    .replace(/[^\s\u200b]{24}/gu, '$&\u200b')

const isText = (kind: CellKind): boolean => kind === 'text'
const isOwn = (value: CellValue | OwnKind): value is OwnKind =>
  value !== null && typeof value === 'object' && !(value instanceof Date)

const tableOf = ({ columns, rows }: ReportTable, format: ReturnType<typeof openFormat>) => {
  const alignment = ({ kind }: SheetColumn) => (isText(kind) || kind === 'date' ? 'left' : 'right')
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  // What the lines and the paddings of each column take.
  const room = width - columns.length * 8
  return {
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => paint.line,
      fillColor: (row: number) => (row === 0 ? paint.head : row % 2 === 0 ? paint.zebra : null),
      paddingLeft: () => 4,
      paddingRight: () => 4,
    },
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map((column) => (room * column.width) / total),
      body: [
        columns.map((column) => ({
          text: drawn(column.header), bold: true, color: '#ffffff', alignment: alignment(column),
        })), // biome-ignore format: one cell
        ...rows.map((row) =>
          columns.map((column) => {
            const given = row[column.key] ?? null
            const { value, kind } = isOwn(given) ? given : { value: given, kind: column.kind }
            return { text: drawn(format(value, kind)), alignment: alignment(column) }
          }),
        ),
      ],
    },
  }
}

const barsHeight = 80

const barsOf = ({ bars, title }: ReportBars): unknown[] => {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const step = width / bars.length
  const rects = bars.map(({ value }, at) => {
    const h = (value / most) * barsHeight
    return {
      type: 'rect',
      x: at * step + step * 0.12,
      y: barsHeight - h,
      w: step * 0.76,
      h,
      color: paint.bar,
    }
  })
  const line = {
    type: 'line',
    x1: 0,
    y1: barsHeight,
    x2: width,
    y2: barsHeight,
    lineColor: paint.muted,
    lineWidth: 0.5,
  }
  return [
    { text: drawn(title), style: 'section' },
    { canvas: [...rects, line] },
    {
      columns: [
        { text: bars[0]!.label, color: paint.muted },
        { text: bars.at(-1)!.label, color: paint.muted, alignment: 'right' },
      ],
      margin: [0, 3, 0, 6],
    },
  ]
}

/** A report as a PDF of A4 pages. Takes hundreds of milliseconds of processor: only in the worker. */
export const makeReportPdf = async (report: ReportDocument): Promise<Buffer> => {
  const format = openFormat(report)
  const pdfmake = await openPdfMake()
  const section = (table: ReportTable): unknown[] => [
    { text: drawn(table.title), style: 'section', headlineLevel: 1 },
    ...(table.note ? [{ text: drawn(table.note), color: paint.muted, margin: [0, 0, 0, 4] }] : []),
    table.rows.length === 0 ? { text: report.nothing, color: paint.muted } : tableOf(table, format),
  ]
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [margin, margin, margin, 48],
      lang: report.locale,
      info: { title: drawn(`${report.title} – ${report.subtitle}`), creator: 'Sextant', producer: 'Sextant' },
      defaultStyle: { font: 'Inter', fontSize: 8.5, color: paint.ink, lineHeight: 1.15 },
      styles: { section: { fontSize: 12, bold: true, margin: [0, 16, 0, 6] } },
      // A heading never stands alone at the foot of a page.
      pageBreakBefore: (node: { headlineLevel?: number }, near: { getFollowingNodesOnPage(): unknown[] }) =>
        node.headlineLevel === 1 && near.getFollowingNodesOnPage().length === 0,
      footer: (page: number, pages: number) => ({
        margin: [margin, 16, margin, 0],
        fontSize: 7.5,
        columns: [
          { text: drawn(report.foot), color: paint.muted },
          { text: `${page} / ${pages}`, color: paint.muted, alignment: 'right', width: 60 },
        ],
      }),
      content: [
        { text: drawn(report.title), fontSize: 20, bold: true },
        { text: drawn(report.subtitle), fontSize: 11, color: paint.muted, margin: [0, 2, 0, 12] },
        {
          layout: 'noBorders',
          table: {
            widths: [130, '*'],
            body: report.facts.map(([label, value]) => [
              { text: drawn(label), color: paint.muted },
              { text: drawn(value) },
            ]),
          },
        },
        ...(report.bars && report.bars.bars.length > 0 ? barsOf(report.bars) : []),
        ...report.tables.flatMap(section),
      ],
    })
    .getBuffer()
}
