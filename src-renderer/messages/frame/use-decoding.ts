import { useEffect, useMemo, useState } from 'react';
import { withChoice, type DecoderChoice } from '../../../shared/decode/choices';
import type { DecoderId } from '../../../shared/decode/decoder-ids';
import { decodeAs, surestDecoding, type Decoding } from '../../../shared/decode/decoders';
import type { ProtoSchema } from '../../../shared/decode/proto-schema';
import type { Settings } from '../../../shared/settings';
import { changeSettings } from '../../stores/settings';
import { useView } from '../../stores/view';

export interface FrameDecoding {
  /** What the user chose for this place; `undefined` where the surest decoder is taken. */
  readonly choice: DecoderChoice | undefined;
  /** Undefined where the frame is nothing but bytes. */
  readonly decoding: Decoding | undefined;
  readonly choose: (choice: DecoderChoice | undefined) => void;
  /** Says that what was recognized turned out to be wrong, so that the next surest is taken. */
  readonly mistaken: (decoder: DecoderId) => void;
}

/** Reads a frame as it was chosen for its place, or as what it most likely is. */
export function useDecoding(bytes: Uint8Array, truncated: boolean, place: string): FrameDecoding {
  const choice = useView((state) => state.settings.decoders[place]);
  const schema = useProtoSchema(choice?.decoder === 'protobuf' && choice.message !== undefined);
  const [now] = useState(Date.now);
  const [wrong, setWrong] = useState<readonly DecoderId[]>([]);
  useEffect(() => setWrong([]), [bytes]);
  const decoding = useMemo(() => {
    const options = { truncated, now };
    if (choice === undefined) return surestDecoding(bytes, options, wrong);
    if (choice.decoder === 'bytes') return undefined;
    const typed = choice.message !== undefined && schema ? { schema, message: choice.message } : {};
    return decodeAs(choice.decoder, bytes, { ...options, ...typed });
  }, [bytes, truncated, choice, schema, wrong]);
  return {
    choice,
    decoding,
    choose: (next) => changeSettings({ decoders: withChoice(useView.getState().settings.decoders, place, next) }),
    mistaken: (decoder) => setWrong((before) => (before.includes(decoder) ? before : [...before, decoder])),
  };
}

let read: { readonly protos: Settings['protos']; readonly schema: Promise<ProtoSchema | undefined> } | undefined;

/** The messages of the .proto files that the user added. What reads them is loaded when the first is needed. */
async function readProtos(protos: Settings['protos']): Promise<ProtoSchema | undefined> {
  if (protos.length === 0) return undefined;
  const { readProtoSources } = await import('../../../shared/decode/proto-schema');
  const result = readProtoSources(protos);
  return result.ok ? result.value : undefined;
}

/** The messages that can be chosen; `undefined` while there are none or they are not wanted. */
export function useProtoSchema(wanted: boolean): ProtoSchema | undefined {
  const protos = useView((state) => state.settings.protos);
  const [schema, setSchema] = useState<ProtoSchema>();
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    if (read?.protos !== protos) read = { protos, schema: readProtos(protos) };
    read.schema.then(
      (found) => current && setSchema(found),
      (error: unknown) => console.error('the .proto files could not be read', error),
    );
    return () => {
      current = false;
    };
  }, [wanted, protos]);
  return schema;
}
