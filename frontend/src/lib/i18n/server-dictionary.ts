// English for the sentences that the server makes. The server writes one language, Chinese; records keep its sentences
// as they were written. As with gettext, the Chinese sentence is the key: `server-texts.ts` gives the English side, with
// {1}, {2} where a sentence holds a name or a number. A sentence without an English side is shown in Chinese, which is
// better than nothing and shows what is missing. A test looks every key up in the sources of the server. The dictionary
// is a chunk of its own; server.ts loads it when an English page first shows a sentence.
import { nouns } from './nouns'
import { serverTexts } from './server-texts'

interface Pattern {
  match: RegExp
  english: string
}

const plain = new Map<string, string>(nouns)
const patterns: Pattern[] = []
for (const [zh, en] of serverTexts) {
  if (!zh.includes('{1}')) plain.set(zh, en)
  else patterns.push({ match: new RegExp(`^${zh.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '(.*?)')}$`, 's'), english: en })
}

// The sentence with the longest fixed text comes first: “{1}最多{2}个字” would also fit a longer sentence.
patterns.sort((a, b) => b.match.source.length - a.match.source.length)

/** The English side of a sentence of the server, or the sentence itself; names of states, steps and fields in it too. */
export function inEnglish(zh: string): string {
  const exact = plain.get(zh)
  if (exact !== undefined) return exact
  for (const p of patterns) {
    const found = p.match.exec(zh)
    if (found) return p.english.replace(/\{(\d)\}/g, (_, n: string) => inEnglish(found[Number(n)] ?? ''))
  }
  return zh
}
