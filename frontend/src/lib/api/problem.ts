// RFC 9457 problem details as the server sends them, in the language now chosen.
import { currentLanguage, say, type Text } from '@/lib/i18n/language'

export interface FieldProblem {
  pointer: string
  detail: string
}

export interface Problem {
  status: number
  code: string
  title: string
  detail: string
  errors: FieldProblem[]
}

/** Any failed request. `problem.detail` is a sentence for the user. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail || problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  /** The search engine is down, busy or being filled; what the records answer works as before. */
  get searchAway(): boolean {
    return this.status === 503 && this.problem.code.startsWith('search-')
  }
}

/** Reads whatever a failed response carries; a proxy's HTML page becomes a plain sentence. `sent` tells that something typed was to be saved. */
export function toProblem(status: number, body: unknown, sent = false): Problem {
  const b = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const errors = Array.isArray(b.errors) ? (b.errors as Record<string, unknown>[]) : []
  return {
    status,
    code: typeof b.code === 'string' ? b.code : '',
    title: typeof b.title === 'string' ? b.title : '',
    detail: typeof b.detail === 'string' ? b.detail : [fallback(status), ...(sent && (status === 0 || status >= 500) ? [kept] : [])].map((x) => say(x, currentLanguage())).join(currentLanguage() === 'en' ? ' ' : ''),
    errors: errors.map((e) => ({
      pointer: String(e.pointer ?? e.location ?? ''),
      detail: String(e.detail ?? e.msg ?? e.message ?? ''),
    })),
  }
}

const kept: Text = ['已填写的内容还在。', 'What you typed is kept.']

function fallback(status: number): Text {
  if (status === 0) return ['连不上服务器，请检查网络后重试。', 'The server cannot be reached; check the network and retry.']
  if (status === 413) return ['文件或内容太大，请缩小后重试。', 'Too large; make it smaller and retry.']
  if (status === 429) return ['操作太频繁，请稍候再试。', 'Too often; wait a moment.']
  if (status >= 500) return ['服务器暂时出错，请稍后重试。', 'The server failed just now; retry later.']
  return ['请求没有成功，请检查后重试。', 'It did not work; check and retry.']
}

/** "/requirements/0/value" -> ["requirements", 0, "value"], the name path of a form field. */
export function pointerToPath(pointer: string): (string | number)[] {
  return pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((s) => s !== '')
    .map((s) => s.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((s) => (/^\d+$/.test(s) ? Number(s) : s))
}
