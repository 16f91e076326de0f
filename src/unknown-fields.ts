import { z } from 'zod'

/** Where a field is none that is known, every check says which are: a mistyped one is found by its neighbours. */
z.config({
  customError: (issue) => {
    const { code, inst } = issue
    if (code !== 'unrecognized_keys' || !(inst instanceof z.ZodObject)) return undefined
    const unknown = issue.keys.map((key) => `"${key}"`).join(', ')
    return `there is no field ${unknown}; expected one of: ${Object.keys(inst.shape).join(', ')}`
  },
})
