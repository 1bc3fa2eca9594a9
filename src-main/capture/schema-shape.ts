import type { z } from 'zod';

/** A schema for each field of a type: what is added to the type cannot be forgotten in what reads it from a file. */
export type SchemaShape<Value> = Readonly<Record<keyof Value, z.ZodType>>;
