import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Brand } from '@/ui/brand'
import { ElderSwitch, LanguageSwitch } from '@/ui/switches'
import './session.css'

/** The frame of sign-in and set-up: the board on the left, the form on the right. */
export function SessionCard({ heading, sub, motto, children }: { heading: string; sub?: ReactNode; motto: string; children: ReactNode }) {
  return (
    <div className="door">
      <div className="door-board">
        <Link to="/" className="door-brand">
          <Brand size={44} />
          <span>科榜</span>
        </Link>
        <p className="door-motto">{motto}</p>
        <svg viewBox="0 0 320 200" aria-hidden="true" className="door-art">
          {[0, 1, 2, 3, 4].map((i) => (
            <g key={i} transform={`translate(0 ${i * 36})`}>
              <circle cx="14" cy="16" r="5" fill={i === 2 ? 'var(--honey)' : 'var(--teal-mid)'} />
              <rect x="32" y="10" width={[210, 160, 250, 130, 190][i]} height="12" rx="6" fill={i === 2 ? 'var(--honey)' : 'var(--night-line)'} />
            </g>
          ))}
        </svg>
      </div>
      <div className="door-form">
        <div className="row" style={{ justifyContent: 'flex-end', marginBottom: 12 }}>
          <LanguageSwitch />
          <ElderSwitch />
        </div>
        <h1>{heading}</h1>
        {sub && <p className="muted">{sub}</p>}
        {children}
      </div>
    </div>
  )
}
