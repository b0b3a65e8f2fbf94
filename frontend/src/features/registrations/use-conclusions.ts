import { useState } from 'react'
import type { Answers } from './answers'
import type { Answer } from './api'

export interface Conclusions {
  answers: Answers
  rest: boolean
  answer: (code: string, answer: Answer | undefined) => void
  confirmRest: (rest: boolean) => void
}

/** What the registrar has concluded so far, shared by recognition and refusal of one file. */
export function useConclusions(): Conclusions {
  const [answers, setAnswers] = useState<Answers>({})
  const [rest, setRest] = useState(false)
  return { answers, rest, answer: (code, a) => setAnswers((was) => ({ ...was, [code]: a })), confirmRest: setRest }
}
