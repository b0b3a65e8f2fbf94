/** The mark: lines of a notice board, the last one taken. */
export function Brand({ size = 34 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--teal)" />
      <path d="M8 7h16v3H8zM8 13h10v3H8zM8 19h7v3H8z" fill="#fff" />
      <path d="m17 21 3.2 3.4L26 16.6" fill="none" stroke="var(--honey)" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
