/** Sectors that recommendations have words for, by the roots of their names in both languages. */
const sectors = {
  food: /\b(bio|alim|agro|food|grocer|gourmand|boisson|beverage|restau|cuisin|vin\b|wine|epicer|supermarch|grande distribution|retail)/,
  automotive: /\b(auto|voiture|vehic|car\b|cars\b|moto|mobilit)/,
  media:
    /\b(media|presse|press\b|radio|televis|tv\b|magazine|journal|news|publish|edition|streaming|podcast)/,
  finance: /\b(banqu|bank|assur|insur|financ|epargn|saving|credit|mutuel|invest)/,
  fashion: /\b(mode|fashion|luxe|luxur|beaut|cosmet|textile|parfum|bijou|jewel|pret-a-porter)/,
  tourism: /\b(touris|voyag|travel|hotel|vacanc|holiday|aerien|airline|croisier)/,
  health: /\b(sant|health|pharma|medic|medec|bien-etre|wellness|hospital|hopital)/,
  technology:
    /\b(tech|informatiq|logiciel|software|numeriq|digital|telecom|electroni|internet|gaming|jeux video|video game)/,
  leisure:
    /\b(sport|loisir|leisure|cultur|music|musiqu|cinema|jardin|garden|bricol|livre|book|spectacle|hobb)/,
} as const

export type Sector = keyof typeof sectors | 'general'

/** The sector that an assistant's theme names; `general` when it names none that we know. */
export const findSector = (theme: string | null | undefined): Sector => {
  const plain = (theme ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const names = Object.keys(sectors) as (keyof typeof sectors)[]
  return names.find((name) => sectors[name].test(plain)) ?? 'general'
}
