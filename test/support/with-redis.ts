/** In the name of every group of tests that needs a redis-server of its own. */
export const forRedis = '(on a redis-server)'
