import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

// Import directions: lib <- ui <- features <- app, and no feature imports another.
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })
const up = { regex: '^(\\.\\./){2,}', message: 'Write @/… instead of climbing two folders.' }

export default ts.config(
  { ignores: ['dist', 'src/lib/api/schema.d.ts', 'test-results'] },
  js.configs.recommended,
  ...ts.configs.strict,
  { plugins: { 'react-hooks': hooks }, rules: { ...hooks.configs.recommended.rules } },
  { files: ['src/lib/**'], rules: forbid(up, { regex: '^@/(ui|features|app)', message: 'lib knows no pages.' }) },
  { files: ['src/ui/**'], rules: forbid(up, { regex: '^@/(features|app)', message: 'ui knows no feature.' }) },
  {
    files: ['src/features/**'],
    rules: forbid(up, { regex: '^@/(features|app)', message: 'A feature imports no other feature: move the shared part to ui or lib.' }),
  },
)
