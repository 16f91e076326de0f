import { z } from 'zod'

/**
 * What every check at an edge says in the house's own words: a field that is missing, and one that is none that is
 * known, with those that are, so that a mistyped name is found by its neighbours.
 */
z.config({
  customError: (issue) => {
    if (issue.code === 'invalid_type' && issue.input === undefined)
      return `missing; expected ${issue.expected}`
    if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined
    const unknown = issue.keys.map((key) => `"${key}"`).join(', ')
    return `there is no field ${unknown}; expected one of: ${Object.keys(issue.inst.shape).join(', ')}`
  },
})
