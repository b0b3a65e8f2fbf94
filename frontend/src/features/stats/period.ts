// The months a page of statistics is about.
export type Period = '' | 'last' | 'all' | 'custom'

/** Months YYYY-MM, both included; empty is open. The default is the present year. Month 13 is the adjusting month of a year. */
export function monthsOf(period: string, from: string, to: string, now = Date.now()): { from: string; to: string } {
  const year = Number(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format(now))
  switch (period) {
    case 'all':
      return { from: '', to: '' }
    case 'last':
      return { from: `${year - 1}-01`, to: `${year - 1}-13` }
    case 'custom':
      return { from, to }
  }
  return { from: `${year}-01`, to: `${year}-13` }
}
