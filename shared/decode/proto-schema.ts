import { Enum, MapField, parse, Root, Type, type Field, type ReflectionObject } from 'protobufjs';
import { fail, ok, type Result } from '../result';

/** A .proto file that the user added. */
export interface ProtoSource {
  /** The file's name without its folder. */
  readonly name: string;
  readonly text: string;
}

/** A field of a message as its .proto file declares it. */
export interface ProtoField {
  readonly name: string;
  /** A scalar type of the language, or `enum`, `message` or `group`. */
  readonly type: string;
  readonly repeated: boolean;
  /** Full name of the message that it holds. A map's entries are messages of their own. */
  readonly message?: string;
  readonly values?: ReadonlyMap<number, string>;
}

/** The fields of a message by their numbers. */
export type ProtoMessage = ReadonlyMap<number, ProtoField>;

/** Every message of the added files by its full name. */
export type ProtoSchema = ReadonlyMap<string, ProtoMessage>;

/**
 * Reads .proto files together; what one imports is looked for among the others. Only their declarations are taken: the
 * library would build functions out of text to decode with, which the window's policy forbids for good reason.
 */
export function readProtoSources(sources: readonly ProtoSource[]): Result<ProtoSchema> {
  const root = new Root();
  for (const { name, text } of sources) {
    try {
      parse(text, root, { keepCase: true });
    } catch (error) {
      return refused(name, error);
    }
  }
  try {
    root.resolveAll();
  } catch (error) {
    return refused(sources.map(({ name }) => name).join(', '), error);
  }
  const schema = new Map<string, ProtoMessage>();
  collect(root.nestedArray, schema, 0);
  if (schema.size === 0 && sources.length > 0) {
    return fail({ code: 'proto-nothing', message: 'There is no message in this .proto file.' });
  }
  return ok(schema);
}

function refused(name: string, error: unknown): Result<ProtoSchema> {
  const reason = error instanceof Error ? error.message : String(error);
  return fail({
    code: 'proto-syntax',
    message: `${name} cannot be used: ${reason}. Add the files that it imports too.`,
    values: { name, reason },
  });
}

/** Deeper nesting of declarations is not followed. */
const MOST_NESTING = 32;

function collect(objects: readonly ReflectionObject[], schema: Map<string, ProtoMessage>, depth: number): void {
  for (const object of objects) {
    if (object instanceof Type) {
      const fields = object.fieldsArray.map((field) => [field.id, fieldOf(field, schema)] as const);
      schema.set(nameOf(object), new Map(fields));
    }
    if ('nestedArray' in object && depth < MOST_NESTING)
      collect((object as { nestedArray: ReflectionObject[] }).nestedArray, schema, depth + 1);
  }
}

function fieldOf(field: Field, schema: Map<string, ProtoMessage>): ProtoField {
  field.resolve();
  if (field instanceof MapField) {
    // On the wire a map is a repeated message of a key and a value.
    const message = `${nameOf(field)} entry`;
    schema.set(
      message,
      new Map([
        [1, { name: 'key', type: field.keyType, repeated: false }],
        [2, { name: 'value', repeated: false, ...typeOf(field) }],
      ]),
    );
    return { name: field.name, type: 'message', repeated: true, message };
  }
  return { name: field.name, repeated: field.repeated, ...typeOf(field) };
}

function typeOf(field: Field): Pick<ProtoField, 'type' | 'message' | 'values'> {
  const resolved = field.resolvedType;
  if (resolved instanceof Enum) {
    return { type: 'enum', values: new Map(Object.entries(resolved.values).map(([name, value]) => [value, name])) };
  }
  if (resolved instanceof Type) return { type: 'message', message: nameOf(resolved) };
  return { type: field.type };
}

function nameOf(object: ReflectionObject): string {
  return object.fullName.replace(/^\./, '');
}
