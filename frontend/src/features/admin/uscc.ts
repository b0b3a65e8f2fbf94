// The check character of 统一社会信用代码, GB 32100-2015: 17 characters weighted by powers of 3 modulo 31.
const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export type UsccFault = 'length' | 'letter' | 'check'

/** null when the code is right; empty codes are not judged. */
export function usccFault(code: string): UsccFault | null {
  const s = code.trim().toUpperCase()
  if (s === '') return null
  if (s.length !== 18) return 'length'
  let sum = 0
  let weight = 1
  for (const ch of s.slice(0, 17)) {
    const v = letters.indexOf(ch)
    if (v < 0) return 'letter'
    sum += v * weight
    weight = (weight * 3) % 31
  }
  return letters[(31 - (sum % 31)) % 31] === s[17] ? null : 'check'
}
