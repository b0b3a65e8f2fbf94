// English sides of what the server refuses to protect itself and its users: limits, sign-in, files, backups; see server.ts.

export const securityFaults: readonly (readonly [string, string])[] = [
  ['您的上一个导出还在生成，请等它完成后再导出下一个。', 'Your last export is still being made; please wait for it before you start the next one.'],
  ['服务器暂时存不下导出的文件。请稍后重试；管理员请检查临时目录（TMPDIR）的空间和权限。', 'The server has no room for the exported file. Try again later; administrators: check space and rights of the temporary folder (TMPDIR).'],
  ['现在导出的人较多，请稍后再试。', 'Many people are exporting just now; please try again later.'],
]
