import { fold } from '../../../core/answers/understand/text.ts'

/** Other words for the same, mostly French. What `/sextant` calls a thing is on the left; help and Discord know that only. */
const first: Record<string, string> = {
  ask: 'demande demander question',
  home: 'accueil tableau',
  inbox: 'notifications notification notif boite',
  usage: 'consommation conso quota quotas',
  search: 'chercher cherche recherche rechercher',
  prefs: 'preferences preference langue language',
  link: 'lier',
  setup: 'relier connecter connect',
  health: 'sante etat statut status',
  help: 'aide aider ?',
  assistant: 'assistants',
  data: 'donnees donnee fichier',
  project: 'projet projets projects',
  task: 'tache taches tasks',
  chat: 'chats conversation conversations discussion discussions',
  workspace: 'espace',
  schedule: 'schedules programmation programmations planification',
  report: 'rapport rapports',
  team: 'equipe',
  me: 'moi',
}

const second: Record<string, string> = {
  list: 'liste lister',
  new: 'nouveau nouvel nouvelle creer create',
  show: 'voir montrer affiche afficher',
  edit: 'modifier modifie',
  stats: 'statistiques statistique',
  bind: 'lier associer',
  delete: 'supprimer supprime effacer',
  top: 'meilleurs meilleur classement',
  compare: 'comparer comparaison',
  profile: 'profil',
  check: 'verifier verifie verification controle controler',
  explain: 'expliquer explique definition',
  history: 'historique',
  phases: 'phase',
  steps: 'etapes etape step',
  members: 'membre member',
  report: 'rapport bilan',
  done: 'terminer termine finir fini',
  export: 'exporter exporte',
  forget: 'oublier oublie',
  use: 'utiliser utilise choisir',
  key: 'cle cles keys',
  models: 'modele modeles model',
  retention: 'conservation duree',
  preview: 'apercu',
  run: 'lancer lance executer',
  pause: 'suspendre suspend',
  tenant: 'client societe',
  users: 'utilisateurs utilisateur user personnes membres',
  invite: 'inviter',
  role: 'attribuer',
  roles: 'droits permissions rights',
  services: 'service departements',
  admin: 'administration administrer',
}

/** Words that mean something else in a group of their own. */
const ofGroup = new Map([['project membres', 'members']])

const invert = (words: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(words).flatMap(([canonical, aliases]) =>
      [canonical, ...aliases.split(' ')].map((alias) => [alias, canonical] as const),
    ),
  )

const byPlace = { first: invert(first), second: invert(second) }

/**
 * What the grammar calls this word; null for one that it does not know. Case and accents do not matter.
 * @param group in which a second word stands
 */
export const canonicalWord = (
  typed: string,
  place: keyof typeof byPlace,
  group: string | null = null,
): string | null => ofGroup.get(`${group} ${fold(typed)}`) ?? byPlace[place].get(fold(typed)) ?? null

/** Words that may stand there, to find the one that was meant. */
export const knownWords = (place: keyof typeof byPlace): ReadonlyMap<string, string> => byPlace[place]
