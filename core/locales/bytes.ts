const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte']

/**
 * `2.4 GB`, `2,4 Go`: of 1,024 as files are measured everywhere here, at most one decimal, rounded down so that
 * nothing looks full before it is.
 */
export const formatBytes = (locale: string, bytes: number): string => {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const shown = Math.floor((bytes / 1024 ** power) * 10) / 10
  const unitDisplay = power === 0 ? 'long' : 'short'
  return new Intl.NumberFormat(locale, {
    style: 'unit', unit: units[power], unitDisplay, maximumFractionDigits: 1,
  }).format(shown) // biome-ignore format: one format, read at a glance
}
