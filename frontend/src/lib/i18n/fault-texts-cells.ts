// English sides of what the server says of single cells of imported tables, and of amounts and words of listings; see
// server.ts.

export const cellFaults: readonly (readonly [string, string])[] = [
  ['填写了最高金额的，请同时填写最低金额；没有下限的填 0。', 'Where a highest amount stands, give the lowest too; 0 where there is none.'],
  ['最高金额不能低于最低金额，请核对两个数。', 'The highest amount is below the lowest; check both.'],
  ['没有“{1}”这一栏，原文用语请写在已有的栏目下。', 'There is no field “{1}”; words of the source belong to a field there is.'],
]
