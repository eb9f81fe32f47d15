/** Draws our payloads roughly as Discord's dark theme does, so that they can be looked at without it. */

// biome-ignore lint/suspicious/noExplicitAny: components of every shape
type Part = Record<string, any>
export type Pictures = ReadonlyMap<string, Buffer>

const html = (text: unknown): string =>
  String(text ?? '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const inline = (text: string): string =>
  html(text)
    .replace(/\\([^\p{L}\p{N}\s])/gu, (_, sign: string) => `&#${sign.charCodeAt(0)};`)
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/\*\*([\s\S]+?)\*\*/g, '<b>$1</b>')
    .replace(/\*([^*\n]+)\*/g, '<i>$1</i>')

const line = (text: string): string => {
  if (text === '') return '<div class="gap"></div>'
  const [, small] = /^-# (.*)$/.exec(text) ?? []
  const [, title] = /^### (.*)$/.exec(text) ?? []
  const [, space = '', item] = /^(\s*)- (.*)$/.exec(text) ?? []
  const [, quoted] = /^&#62; (.*)$/.exec(text) ?? []
  if (small !== undefined) return `<div class="small">${inline(small)}</div>`
  if (title !== undefined) return `<h3>${inline(title)}</h3>`
  if (item !== undefined)
    return `<div class="item" style="margin-left:${18 + space.length * 9}px">${inline(item)}</div>`
  if (quoted !== undefined) return `<div class="quote">${inline(quoted)}</div>`
  return `<div>${inline(text)}</div>`
}

const markdown = (text: string): string =>
  text
    .split(/(```\n[\s\S]*?\n```)/)
    .map((part) => {
      const [, code] = /^```\n([\s\S]*?)\n```$/.exec(part) ?? []
      if (code !== undefined) return `<pre>${html(code)}</pre>`
      return part.replace(/^\n|\n$/g, '') === ''
        ? ''
        : part
            .replace(/^\n|\n$/g, '')
            .split('\n')
            .map(line)
            .join('')
    })
    .join('')

const styles: Record<number, string> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
  5: 'secondary',
}
const button = ({ label, style, emoji }: Part): string =>
  `<span class="button ${styles[style]}">${emoji ? `${html(emoji.name)} ` : ''}${html(label)}</span>`
const select = ({ options, placeholder }: Part): string =>
  `<span class="select">${html(options.find((one: Part) => one.default)?.label ?? placeholder)}<span>⌄</span></span>`

const component = (part: Part, pictures: Pictures): string => {
  const inner = (): string => part.components.map((one: Part) => component(one, pictures)).join('')
  switch (part.type) {
    case 1:
      return `<div class="row">${inner()}</div>`
    case 2:
      return button(part)
    case 3:
      return select(part)
    case 4:
      return `<span class="input ${part.style === 2 ? 'long' : ''}">${html(part.value)}</span>`
    case 9:
      return `<div class="section"><div>${inner()}</div>${component(part.accessory, pictures)}</div>`
    case 10:
      return `<div class="text">${markdown(part.content)}</div>`
    case 12:
      return part.items
        .map(({ media, description }: Part) => {
          const picture = pictures.get(media.url.replace('attachment://', ''))
          return `<img alt="${html(description)}" src="data:image/png;base64,${picture?.toString('base64')}">`
        })
        .join('')
    case 14:
      return '<hr>'
    case 17: {
      const colour =
        part.accent_color === undefined
          ? ''
          : `border-left:4px solid #${part.accent_color.toString(16).padStart(6, '0')}`
      return `<div class="container" style="${colour}">${inner()}</div>`
    }
    case 18:
      return `<div class="field"><label>${html(part.label)}${part.component.required ? '<em>*</em>' : ''}</label>${part.description ? `<p>${html(part.description)}</p>` : ''}${component(part.component, pictures)}</div>`
    case 19:
      return '<span class="upload">⬆ <small>10 MB</small></span>'
    default:
      return `<p>${html(JSON.stringify(part))}</p>`
  }
}

export const messageHtml = (components: readonly unknown[], pictures: Pictures, time = '14:32'): string =>
  `<div class="message"><div class="avatar">S</div><div class="body"><div class="name">Sextant <span class="tag">APP</span> <small>${time}</small></div>${components.map((one) => component(one as Part, pictures)).join('')}</div></div>`

export const modalHtml = (
  { title, components }: { title: string; components: readonly unknown[] },
  words: { cancel: string; submit: string },
): string =>
  `<div class="modal"><h2>${html(title)}<span>✕</span></h2>${components.map((one) => component(one as Part, new Map())).join('')}<div class="foot"><span class="button secondary">${html(words.cancel)}</span><span class="button primary">${html(words.submit)}</span></div></div>`

const style = `
body { margin: 0; background: #313338; color: #dbdee1; font: 15px/1.375 "gg sans", "Noto Sans", "Helvetica Neue", "DejaVu Sans", sans-serif; }
main { display: flex; gap: 28px; align-items: flex-start; padding: 20px 24px; width: max-content; }
.message { display: flex; gap: 14px; width: 620px; margin-bottom: 16px; } .body { flex: 1; min-width: 0; }
.avatar { width: 40px; height: 40px; border-radius: 50%; background: #f0c527; color: #1d1c1d; font-weight: 700; text-align: center; line-height: 40px; flex: none; }
.name { font-weight: 600; color: #f2f3f5; margin-bottom: 4px; } small, .name small { color: #949ba4; font-size: 12px; font-weight: 400; }
.tag { background: #5865f2; color: #fff; font-size: 10px; padding: 1px 5px; border-radius: 4px; vertical-align: 1px; }
.container { background: #2b2d31; border: 1px solid #3f4147; border-radius: 8px; padding: 14px 16px; display: flex; flex-direction: column; gap: 8px; }
.text h3 { margin: 0 0 4px; font-size: 16px; color: #f2f3f5; } .small { font-size: 12.5px; color: #949ba4; } .gap { height: 12px; }
.item { position: relative; } .item::before { content: "•"; position: absolute; left: -14px; } .quote { border-left: 4px solid #4e5058; padding-left: 10px; }
pre { margin: 4px 0 0; background: #1e1f22; border: 1px solid #3f4147; border-radius: 4px; padding: 8px 10px; font: 13px/1.3 "DejaVu Sans Mono", monospace; white-space: pre; width: max-content; max-width: 100%; box-sizing: border-box; }
code { background: #1e1f22; border-radius: 3px; padding: 1px 4px; font: 13px "DejaVu Sans Mono", monospace; } img { width: 100%; border-radius: 8px; display: block; }
.section { display: flex; justify-content: space-between; align-items: center; gap: 14px; } .row { display: flex; flex-wrap: wrap; gap: 8px; }
.button { border-radius: 8px; padding: 6px 14px; font-size: 14px; font-weight: 500; color: #fff; white-space: nowrap; }
.primary { background: #5865f2; } .secondary { background: #4e5058; } .danger { background: #da373c; } hr { border: 0; border-top: 1px solid #4e5058; width: 100%; margin: 4px 0; }
.select, .input, .upload { display: flex; justify-content: space-between; background: #1e1f22; border: 1px solid #3f4147; border-radius: 8px; padding: 9px 12px; min-width: 380px; min-height: 20px; box-sizing: border-box; }
.input.long { min-height: 72px; } .upload { display: block; text-align: center; border-style: dashed; padding: 16px; }
.modal { width: 440px; background: #2b2d31; border: 1px solid #3f4147; border-radius: 12px; box-shadow: 0 10px 40px #0008; padding: 18px 20px; margin-bottom: 20px; }
.modal h2 { margin: 0 0 6px; font-size: 19px; color: #f2f3f5; display: flex; justify-content: space-between; } .field { margin: 14px 0; } .field label { font-weight: 600; color: #f2f3f5; display: block; }
.field em { color: #f23f43; font-style: normal; margin-left: 3px; } .field p { margin: 2px 0 6px; font-size: 12.5px; color: #949ba4; } .field label + * { margin-top: 6px; }
.foot { display: flex; justify-content: flex-end; gap: 8px; margin-top: 18px; }
`

export const pageHtml = (columns: readonly string[]): string =>
  `<!doctype html><meta charset="utf-8"><title>Sextant</title><style>${style}</style><main>${columns.map((one) => `<div>${one}</div>`).join('')}</main>`
