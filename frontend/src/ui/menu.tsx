import { useEffect, useRef, useState, type ReactNode } from 'react'

interface Props {
  label: string
  /** What the button shows. */
  face: ReactNode
  testId?: string
  className?: string
  children: (close: () => void) => ReactNode
}

/** A button that shows a small list below itself until something else is pressed. */
export function Menu({ label, face, testId, className, children }: Props) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const press = (e: PointerEvent) => {
      if (!box.current?.contains(e.target as Node)) setOpen(false)
    }
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', key)
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', key)
    }
  }, [open])
  return (
    <div className="menu" ref={box}>
      <button ref={button} type="button" className={`btn ${className ?? ''}`} aria-expanded={open} aria-label={label} data-testid={testId} onClick={() => setOpen(!open)}>
        {face}
      </button>
      {open && <div className="menu-list">{children(() => setOpen(false))}</div>}
    </div>
  )
}
