/**
 * What people typed and chose, kept by the browser: drafts for the life of the tab, choices for good.
 * A browser that refuses storage (private mode, quota) costs the memory, never the page.
 */

/**
 * @param {Storage} storage
 * @param {string} key
 * @returns {any}
 */
const read = (storage, key) => {
  try {
    return JSON.parse(storage.getItem(`sextant.${key}`) ?? 'null')
  } catch {
    return null
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {any} value null forgets
 */
const write = (storage, key, value) => {
  try {
    if (value === null || value === '') storage.removeItem(`sextant.${key}`)
    else storage.setItem(`sextant.${key}`, JSON.stringify(value))
  } catch {}
}

/** @param {string} key */
export const recall = (key) => read(sessionStorage, key)
/**
 * @param {string} key
 * @param {any} value
 */
export const remember = (key, value) => write(sessionStorage, key, value)

/** Whether somebody signed in here: only then is a renewal worth asking for. No secret. */
export const recallAccount = () => read(localStorage, 'signed-in') === true
/** @param {boolean} isSignedIn */
export const rememberAccount = (isSignedIn) => write(localStorage, 'signed-in', isSignedIn || null)

/**
 * `theme` and `locale` are plain text, because first-paint.js reads them too.
 * @param {'theme' | 'locale'} key
 */
export const readChoice = (key) => {
  try {
    return localStorage.getItem(`sextant.${key}`)
  } catch {
    return null
  }
}
/**
 * @param {'theme' | 'locale'} key
 * @param {string} value
 */
export const keepChoice = (key, value) => {
  try {
    localStorage.setItem(`sextant.${key}`, value)
  } catch {}
}
