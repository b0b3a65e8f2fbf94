import { palette } from './theme'

export interface RingPart {
  name: string
  label: string
  /** 0..1, or null when it cannot be known. */
  score: number | null
  weight: number
}

/** Colours of the parts; the list beside the ring repeats them in words. */
export const partColor = (i: number) => palette.series[i % palette.series.length] ?? palette.teal

const arc = (cx: number, r: number, from: number, to: number): string => {
  const at = (f: number) => [cx + r * Math.sin(2 * Math.PI * f), cx - r * Math.cos(2 * Math.PI * f)].map((n) => n.toFixed(2)).join(' ')
  return `M ${at(from)} A ${r} ${r} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}`
}

/**
 * The score of a match as a ring: each part has a share as wide as its weight, filled as far as it is met. Parts that
 * cannot be known are left out, as they are in the score.
 */
export function ScoreRing({ score, parts, size = 132, label }: { score: number; parts: RingPart[]; size?: number; label: string }) {
  const known = parts.filter((p) => p.score !== null && p.weight > 0)
  const sum = known.reduce((n, p) => n + p.weight, 0) || 1
  const stroke = size * 0.11
  const r = size / 2 - stroke / 2 - 1
  const gap = known.length > 1 ? 0.006 : 0
  const starts = known.map((_, i) => known.slice(0, i).reduce((n, q) => n + q.weight, 0) / sum)
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} data-testid="match-ring">
      {known.map((p, i) => {
        const a = (starts[i] ?? 0) + gap
        const b = (starts[i] ?? 0) + p.weight / sum - gap
        if (b <= a) return null
        const end = a + (b - a) * Math.max(0, Math.min(1, p.score ?? 0))
        return (
          <g key={p.name} fill="none" strokeWidth={stroke}>
            <path d={arc(size / 2, r, a, Math.min(b, a + 0.9999))} stroke="var(--track)" />
            {end > a + 0.001 && <path d={arc(size / 2, r, a, Math.min(end, a + 0.9999))} stroke={partColor(parts.indexOf(p))} />}
          </g>
        )
      })}
      {known.length === 0 && <circle cx={size / 2} cy={size / 2} r={r} fill="none" stroke="var(--track)" strokeWidth={stroke} />}
      <text x="50%" y="50%" dy="0.36em" textAnchor="middle" fontSize={size * 0.32} fontWeight="600" fill={palette.ink} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {score}
      </text>
    </svg>
  )
}
