/** The look of pictures: the brand's yellow with edges dark enough to be seen on white, ink for every word. */
export const theme = {
  paper: '#ffffff',
  ink: '#141b2d',
  muted: '#5a6072',
  line: '#dfdcd0',
  /** Fill and edge of each series; the first is the brand's. */
  series: [
    { fill: '#f0c527', edge: '#846300' },
    { fill: '#2f4b8f', edge: '#1d2f5c' },
    { fill: '#1f7a74', edge: '#124a46' },
    { fill: '#b4512f', edge: '#71301a' },
    { fill: '#7a3e8e', edge: '#4c2559' },
    { fill: '#8b8d97', edge: '#4d4f57' },
  ],
  /** In CSS pixels; drawn at twice the density. */
  width: 960,
  density: 2,
  padding: 28,
  titleSize: 20,
  textSize: 14,
  smallSize: 13,
  barHeight: 22,
  groupedBarHeight: 22,
  barGap: 14,
  labelWidth: 300,
  /** So many fit into that width for certain. */
  lineCharacters: 36,
} as const
