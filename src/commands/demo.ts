import type { Config } from '../config/config.ts'

export const runDemo = async (_config: Config): Promise<void> => undefined
