import { z } from 'zod'

/** Where a field is none that is known, every check says which are: a mistyped one is found by its neighbours. */
z.config({
  customError: ({ code, inst }) =>
    code === 'unrecognized_keys' && inst instanceof z.ZodObject
      ? `there is no such field; expected one of: ${Object.keys(inst.shape).join(', ')}`
      : undefined,
})
