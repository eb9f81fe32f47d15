/**
 * Computes the demo tenant's audience table from the raw answers of FiveThirtyEight's masculinity survey (1,615 men,
 * weighted, CC-BY-4.0): `node db/seeds/build-demo-table.ts masculinity-raw-responses.csv > db/seeds/data/masculinites-2018.csv`
 *
 * For a row R and a segment S with weights w: % Vert = 100·w(R∩S)/w(S), % Horz = 100·w(R∩S)/w(R),
 * Indice = 100·w(R∩S)·w(all)/(w(R)·w(S)); Effectif = unweighted respondents in R∩S.
 */
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parse } from 'csv-parse/sync'

type Respondent = Record<string, string>
type Label = { name: string; has: (respondent: Respondent) => boolean }

/** Labels of one question: French name → the answers that it stands for. */
const labels = (group: string, column: string, answers: Record<string, string[]>): Label[] =>
  Object.entries(answers).map(([name, values]) => ({
    name: `${group} : ${name}`,
    has: (respondent) => values.includes(respondent[column] ?? ''),
  }))

/** One label of a question where several answers could be ticked: ticked = anything but the file's two ways of "no". */
const ticked = (name: string, column: string): Label => ({
  name,
  has: (respondent) => !['Not selected', 'NA', ''].includes(respondent[column] ?? ''),
})

const rows: Label[] = [
  ...labels('Âge', 'age3', {
    '18-34 ans': ['18 - 34'],
    '35-64 ans': ['35 - 64'],
    '65 ans et plus': ['65 and up'],
  }),
  ...labels('Diplôme', 'educ3', {
    'Lycée ou moins': ['High school or less'],
    'Début d’études supérieures': ['Some college'],
    'Diplômé du supérieur': ['College or more'],
  }),
  ...labels('Situation', 'q0024', {
    Marié: ['Married'],
    'Jamais marié': ['Never married'],
    'Divorcé ou séparé': ['Divorced', 'Separated'],
    Veuf: ['Widowed'],
  }),
  ...labels('Enfants', 'kids', { 'Avec enfants': ['Has children'], 'Sans enfant': ['No children'] }),
  ...labels('Emploi', 'q0009', {
    'Temps plein': ['Employed, working full-time'],
    'Temps partiel': ['Employed, working part-time'],
    Retraité: ['Not employed-retired'],
    Étudiant: ['Not employed, student'],
    'Sans emploi': ['Not employed, looking for work', 'Not employed, NOT looking for work'],
  }),
  ...labels('Revenu du foyer', 'q0034', {
    'moins de 50 000 $': ['$0-$9,999', '$10,000-$24,999', '$25,000-$49,999'],
    '50 000 à 99 999 $': ['$50,000-$74,999', '$75,000-$99,999'],
    '100 000 $ et plus': [
      '$100,000-$124,999', '$125,000-$149,999', '$150,000-$174,999', '$175,000-$199,999', '$200,000+',
    ], // biome-ignore format: one bracket, read at a glance
  }),
]

const habit = (name: string, column: string): Label[] =>
  labels('Habitude', column, { [name]: ['Often', 'Sometimes'] })

const segments: Label[] = [
  ...habit('Regarde du sport', 'q0007_0008'),
  ...habit('Fait de l’exercice', 'q0007_0009'),
  ...habit('Consulte un psy', 'q0007_0010'),
  ...habit('Conseil pro auprès d’amis', 'q0007_0001'),
  ...habit('Conseil perso auprès d’amis', 'q0007_0002'),
  ...habit('Se sent seul', 'q0007_0011'),
  ticked('Souci : Poids', 'q0008_0002'),
  ticked('Souci : Cheveux', 'q0008_0003'),
  ticked('Souci : Silhouette', 'q0008_0004'),
  ticked('Souci : Style vestimentaire', 'q0008_0006'),
  ticked('Souci : Santé mentale', 'q0008_0008'),
  ticked('Souci : Santé physique', 'q0008_0009'),
  ticked('Souci : Finances', 'q0008_0010'),
  ticked('Souci : Famille à charge', 'q0008_0011'),
  ticked('Souci : Aucun', 'q0008_0012'),
  ticked('Modèle : Père', 'q0004_0001'),
  ticked('Modèle : Mère', 'q0004_0002'),
  ticked('Modèle : Autre famille', 'q0004_0003'),
  ticked('Modèle : Culture populaire', 'q0004_0004'),
  ticked('Modèle : Amis', 'q0004_0005'),
  ...labels('Rendez-vous', 'q0018', { 'Paie toujours': ['Always'] }),
  ...labels('Appareil', 'q0036', {
    'PC Windows': ['Windows Desktop / Laptop'],
    Mac: ['MacOS Desktop / Laptop'],
    'iPhone ou iPad': ['iOS Phone / Tablet'],
    Android: ['Android Phone / Tablet'],
  }),
]

const decimal = (value: number): string => `${value.toFixed(1).replace('.', ',')} %`

/** The derived table as csv text (`;`, decimal commas): one line a pair of row label and segment. */
export const buildDemoTable = (rawCsv: string): string => {
  const respondents = parse(rawCsv, { columns: true, bom: true }) as Respondent[]
  const weigh = (group: Respondent[]): number =>
    group.reduce((sum, respondent) => sum + Number(respondent.weight), 0)
  const all = weigh(respondents)
  const lines = ['Interview;Segment;Indice;% Vert;% Horz;Effectif']
  for (const row of rows) {
    const inRow = respondents.filter(row.has)
    for (const segment of segments) {
      const cell = inRow.filter(segment.has)
      const [wCell, wRow, wSegment] = [weigh(cell), weigh(inRow), weigh(respondents.filter(segment.has))]
      const index = Math.round((100 * wCell * all) / (wRow * wSegment))
      const shares = [decimal((100 * wCell) / wSegment), decimal((100 * wCell) / wRow)]
      lines.push([row.name, segment.name, index, ...shares, cell.length].join(';'))
    }
  }
  return `${lines.join('\n')}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(buildDemoTable(readFileSync(process.argv[2] ?? '', 'utf8')))
